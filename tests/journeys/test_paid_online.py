"""C1: an appointment with a deposit, paid on the provider's page, and remembered a day before."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import expect

from bookings.models import Booking, Message
from tests.factories import hour
from tests.journeys.shop import a_day, physiotherapy
from tests.races.worker import wait_until

pytestmark = pytest.mark.browser


@pytest.fixture
def ticket(customer, origins):
    """Booked and paid, all the way from the list of services."""
    service, page = physiotherapy(), customer.page
    page.goto("/")
    page.get_by_role("link", name="First visit").click()
    customer.choose_person("Olena Bondar")
    customer.choose_day(a_day())
    customer.choose_time("10:00")
    customer.go_on()
    customer.fill({"Phone": "612 345 678", "What brings you here?": "A stiff neck."})
    page.get_by_label("Back or neck").check()
    page.locator("[name=sms]").check()
    customer.send_details()
    expect(page.get_by_text("Cancel free of charge until").first).to_be_visible()
    customer.go_to_provider()
    assert page.url.startswith(origins[1])
    customer.at_provider("Pay €20.00")
    expect(customer.ticket).to_contain_text("Confirmed, and €20.00 paid")
    assert service.bookings.count() == 1
    return customer


def test_what_was_booked_stands_in_the_books_and_in_the_calendar_file(ticket):
    booking = Booking.objects.get()
    assert (booking.status, booking.payment_status) == ("confirmed", "partially_paid")
    assert booking.starts_at == hour("10:00", a_day())
    assert booking.resource_name == "Olena Bondar"
    assert [answer["answer"] for answer in booking.answers] == ["A stiff neck.", "Back or neck"]

    with ticket.page.expect_download() as download:
        ticket.page.get_by_role("link", name="Add to calendar").click()
    (entry,) = Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
    assert entry["DTSTART"].dt.astimezone(UTC) == hour("10:00", a_day()).astimezone(UTC)
    assert "Calle de Argumosa 14" in entry["LOCATION"]


def test_the_confirmation_leads_back_and_the_reminder_is_sent_when_it_is_due(ticket, workshop, post, site):
    assert wait_until(lambda: Message.objects.filter(kind="confirmed", state="sent").exists())
    body = post.letters("ada@example.com")[-1].get_body(("plain",)).get_content()
    link = next(word for word in body.split() if word.startswith(f"{site}/booking/"))
    ticket.page.goto(link)
    expect(ticket.heading).to_contain_text("10:00")
    assert datetime.now(UTC) < Booking.objects.get().starts_at

    expect(ticket.page.locator(".todo", has_text="Reminder").first).to_be_visible()
    reminder = Message.objects.get(kind="reminder")
    assert reminder.due_at == hour("10:00", a_day()) - timedelta(hours=24)
    Message.objects.filter(pk=reminder.pk).update(due_at=timezone.now())
    before = len(post.texts("+34612345678"))
    workshop.sweep()
    assert wait_until(lambda: len(post.texts("+34612345678")) > before)
    assert "10:00" in post.texts("+34612345678")[-1]
