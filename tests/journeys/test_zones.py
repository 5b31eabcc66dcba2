"""S12, S15, S33: a reader in another zone, a booking for today, and a visit past midnight."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from bookings.models import Message
from tests.factories import hour
from tests.journeys.shop import a_day, in_person, status

pytestmark = pytest.mark.browser
MADRID, NEW_YORK = ZoneInfo("Europe/Madrid"), ZoneInfo("America/New_York")


def test_a_reader_elsewhere_sees_both_zones_and_may_switch(visit):
    reader, service = visit(timezone_id="America/New_York"), in_person()
    there = hour("16:00", a_day()).astimezone(NEW_YORK)
    reader.page.goto(service.get_absolute_url())  # tells the site the zone
    reader.page.goto(service.get_absolute_url())
    reader.choose_day(a_day())
    expect(reader.page.locator("#slots")).to_contain_text("Madrid time")
    reader.follow(reader.page.get_by_role("link", name="Show New York time"))
    expect(reader.page.locator("#slots")).to_contain_text("New York time")
    reader.choose_time(f"{there:%H:%M}")
    expect(reader.page.locator("#slip .when")).to_contain_text("16:00 to 17:00")
    expect(reader.page.locator("#slip")).to_contain_text(f"{there:%H:%M}")
    reader.go_on()
    reader.fill()
    expect(reader.page.locator("#slip")).to_contain_text("16:00")
    reader.send_details()
    expect(reader.ticket).to_contain_text("16:00")
    assert service.bookings.get().starts_at == hour("16:00", a_day())


def test_a_booking_for_today_promises_no_reminder(customer):
    service = in_person(hours="mon-sun 00:00-00:00")
    soon = (timezone.now() + timedelta(hours=3)).astimezone(MADRID).replace(minute=0)
    booking = customer.book(service, soon.date(), f"{soon:%H}:00")
    expect(customer.ticket).to_be_visible()
    assert status(booking) == "confirmed"
    assert not Message.objects.filter(kind="reminder", state="planned").exists()


def test_the_last_time_of_the_day_may_end_after_midnight(customer):
    service = in_person(hours="mon-sun 18:00-00:30", duration_minutes=90)
    customer.pick(service, a_day(), "22:30")
    expect(customer.page.locator("#slip .when")).to_contain_text("22:30")
    customer.fill()
    customer.send_details()
    expect(customer.ticket).to_contain_text("22:30")
    end = datetime.combine(a_day() + timedelta(days=1), datetime.min.time(), MADRID)
    assert service.bookings.get().ends_at == end
