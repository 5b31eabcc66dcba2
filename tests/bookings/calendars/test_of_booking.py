"""The .ics names the booking's own instants (domain.md 13.12; RFC 5545)."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from bookings import calendars, links
from bookings.states import Status
from tests.factories import BookingFactory, BusinessFactory

pytestmark = pytest.mark.django_db
# The place, and a start on the day of its clock change (or, in Kathmandu, on any day).
STARTS = [
    ("Europe/Madrid", "2026-03-29T00:30+00:00"),
    ("Europe/Madrid", "2026-10-25T00:30+00:00"),
    ("Europe/Madrid", "2026-10-25T01:30+00:00"),
    ("America/Santiago", "2026-09-06T03:30+00:00"),
    ("Australia/Lord_Howe", "2026-04-04T14:45+00:00"),
    ("Asia/Kathmandu", "2026-03-29T04:15+00:00"),
]


@pytest.fixture(autouse=True)
def pages(settings):
    settings.ROOT_URLCONF = "tests.bookings.messages.pages"


def booked(**kwargs):
    start = kwargs.pop("starts_at", datetime(2026, 3, 30, 9, tzinfo=UTC))
    return BookingFactory(starts_at=start, ends_at=start + timedelta(hours=1), **kwargs)


def entry(booking, method="PUBLISH"):
    [event] = Calendar.from_ical(calendars.ics(booking, method=method)).walk("VEVENT")
    return event


@pytest.mark.parametrize(("zone", "start"), STARTS)
def test_the_file_read_back_names_the_same_instants(zone, start):
    booking = booked(starts_at=datetime.fromisoformat(start), time_zone=ZoneInfo(zone))
    event = entry(booking)
    assert event.DTSTART.astimezone(UTC) == booking.starts_at
    assert event.DTEND.astimezone(UTC) == booking.ends_at


@pytest.mark.parametrize("zone", sorted({zone for zone, _ in STARTS}))
def test_the_zones_own_rules_are_in_the_file(zone):
    calendar = Calendar.from_ical(calendars.ics(booked(time_zone=ZoneInfo(zone))))
    assert calendar.walk("VEVENT")[0]["DTSTART"].params["TZID"] == zone
    assert [str(rules["TZID"]) for rules in calendar.walk("VTIMEZONE")] == [zone]


def test_a_later_file_replaces_the_earlier_one():
    booking = booked()
    before = entry(booking)
    booking.revision += 1
    after = entry(booking, method="CANCEL")
    assert before["UID"] == after["UID"] == f"{booking.uuid}@daybook"
    assert (before["SEQUENCE"], after["SEQUENCE"], after["STATUS"]) == (1, 2, "CANCELLED")


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (Status.CREATED, "TENTATIVE"),
        (Status.PENDING, "TENTATIVE"),
        (Status.CONFIRMED, "CONFIRMED"),
        (Status.DECLINED, "CANCELLED"),
        (Status.CANCELED, "CANCELLED"),
    ],
)
def test_the_status_is_said_in_the_calendars_words(status, word):
    booking = booked()
    booking.status = status
    assert entry(booking)["STATUS"] == word


def test_it_says_what_where_and_how_to_change_it():
    BusinessFactory(email="desk@example.com", name='The "Desk"')
    booking = booked(title="Massage; 60 min, “calm”", location_text="Calle Mayor 1, Madrid")
    event = entry(booking, method="REQUEST")
    assert (event["SUMMARY"], event["LOCATION"]) == ("Massage; 60 min, “calm”", "Calle Mayor 1, Madrid")
    assert links.url(booking) in event["DESCRIPTION"]
    assert (event["ORGANIZER"], event["ATTENDEE"]) == ("mailto:desk@example.com", f"mailto:{booking.email}")


def test_without_a_location_it_is_at_the_business():
    BusinessFactory(address="Calle Mayor 1")
    assert entry(booked(location_text=""))["LOCATION"] == "Calle Mayor 1"


def test_lines_are_folded_and_end_as_the_standard_says():
    content = calendars.ics(booked(title="ñ" * 120))
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_nothing_typed_can_add_a_line_of_its_own():
    booking = booked(title="Cut\r\nATTENDEE:mailto:other@example.com", location_text='a"\nb')
    assert "ATTENDEE" not in entry(booking)


def test_the_google_link_carries_the_same_instants():
    booking = booked(title="Cut & dry")
    address = urlsplit(calendars.google_link(booking))
    query = parse_qs(address.query)
    assert address.netloc == "calendar.google.com"
    assert (query["dates"], query["text"]) == (["20260330T090000Z/20260330T100000Z"], ["Cut & dry"])


def test_a_cutoff_that_was_over_when_the_booking_changed_is_not_promised():
    start = datetime(2026, 3, 30, 9, tzinfo=UTC)
    cutoff = start - timedelta(days=1)
    early, late = (booked(cancel_until=cutoff, updated_at=cutoff + timedelta(hours=hours)) for hours in (-1, 1))
    promised = ["Cancel free of charge" in entry(booking)["DESCRIPTION"] for booking in (early, late)]
    assert promised == [True, False]
