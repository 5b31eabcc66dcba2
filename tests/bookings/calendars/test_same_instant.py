"""A page, its mail and its calendar file name the same instant (domain.md section 13.12): appointment, class and
course, in two zones, over both clock changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bookings import links
from bookings.messages.email import compose
from bookings.models import MessageKind
from services.wording import clock, moment, plain
from tests.bookings.calendars.reading import spans
from tests.factories import BookingFactory, LocationFactory, MessageFactory, ServiceFactory, SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
# The place, a start near its clock change, and how the place's clock is read then.
STARTS = [
    ("Europe/Madrid", "2026-03-28T23:30+00:00", "Sun 29 March, 00:30"),
    ("Europe/Madrid", "2026-03-29T01:00+00:00", "Sun 29 March, 03:00"),
    ("Europe/Madrid", "2026-10-25T00:30+00:00", "Sun 25 October, 02:30 (UTC+2)"),
    ("Europe/Madrid", "2026-10-25T01:30+00:00", "Sun 25 October, 02:30 (UTC+1)"),
    ("America/New_York", "2026-03-08T07:00+00:00", "Sun 8 March, 03:00"),
    ("America/New_York", "2026-11-01T05:30+00:00", "Sun 1 November, 01:30 (UTC-4)"),
    ("America/New_York", "2026-11-01T06:30+00:00", "Sun 1 November, 01:30 (UTC-5)"),
]
MADRID, TOKYO = ZoneInfo("Europe/Madrid"), ZoneInfo("Asia/Tokyo")


def booked(kind, zone, start):
    """Two hours, on the way to or over the change; a course has a second date a week later."""
    service = ServiceFactory(kind=kind, duration_minutes=120)
    where = LocationFactory(time_zone=zone)
    dates = [start, start + timedelta(weeks=1)] if kind == "course" else [start]
    made = {"starts_at": start, "ends_at": dates[-1] + timedelta(hours=2), "time_zone": zone, "location": where}
    made |= {"service": service, "contact_time_zone": TOKYO, "created_at": NOW, "checkout_completed_at": NOW}
    if kind == "appointment":
        return BookingFactory(confirmed=True, **made), dates
    sessions = [SessionFactory(service=service, starts_at=date, location=where) for date in dates]
    return BookingFactory(standing=True, session=sessions[0] if kind == "class" else None, **made), dates


@pytest.fixture
def frozen(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize("kind", ["appointment", "class", "course"])
@pytest.mark.parametrize(("zone", "start", "read"), STARTS)
def test_page_mail_and_file_name_the_same_instant(client, kind, zone, start, read):
    booking, dates = booked(kind, zone, datetime.fromisoformat(start))
    page = client.get(links.path(booking))
    mail = compose(MessageFactory(booking=booking, kind=MessageKind.CONFIRMED), booking, NOW)
    [attached] = [part for part in mail.attachments if part.get_content_type() == "text/calendar"]
    file = client.get(f"{links.path(booking)}booking.ics").content

    assert plain(page.context["moment"]) == read
    assert f"{read.split(', ')[1]}" in plain(mail.body)
    both = [(date, date + timedelta(hours=2)) for date in dates]
    assert (spans(file), spans(attached.get_payload(decode=True))) == (both, both)


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize(("zone", "start", "read"), STARTS)
def test_the_customers_own_reading_is_the_same_instant_too(client, zone, start, read):
    booking, _dates = booked("appointment", zone, datetime.fromisoformat(start))
    mail = compose(MessageFactory(booking=booking, kind=MessageKind.CONFIRMED), booking, NOW)
    there = booking.starts_at.astimezone(TOKYO)
    assert f"Where you are: {there:%A} {there.day}" in plain(mail.body)
    assert clock(booking.starts_at, TOKYO) in plain(client.get(links.path(booking)).context["lead"])


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize(("zone", "start", "read"), STARTS)
def test_the_cutoff_is_the_same_moment_on_page_mail_and_file(client, zone, start, read):
    booking, _dates = booked("appointment", zone, datetime.fromisoformat(start))
    booking.cancel_until = booking.starts_at - timedelta(minutes=30)
    booking.policy |= {"customer_may_cancel": True}
    booking.save()
    until, own = (moment(booking.cancel_until, each, NOW) for each in (booking.zone, TOKYO))
    sentence = plain(f"Cancel free of charge until {until} {zone_name(zone)} time (in Tokyo: {own}).")
    mail = compose(MessageFactory(booking=booking, kind=MessageKind.CONFIRMED), booking, NOW)
    file = client.get(f"{links.path(booking)}booking.ics").content.decode()
    assert sentence in plain(mail.body)
    assert sentence.replace(",", "\\,") in file.replace("\r\n ", "")
    assert plain(client.get(links.path(booking)).context["cancel"].note).startswith(sentence)


def zone_name(zone):
    return zone.split("/")[1].replace("_", " ")
