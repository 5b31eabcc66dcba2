"""A reminder fits one text, and holds nothing that a customer typed (journeys.md S30)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bookings.messages.sms.gsm import in_alphabet, septets
from bookings.messages.sms.text import text_of
from bookings.models import Channel, MessageKind
from tests.factories import BookingFactory, BusinessFactory, MessageFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 30, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def spring(time_machine):
    time_machine.move_to(datetime(2026, 3, 29, 9, tzinfo=UTC))


def reminder(booking, kind=MessageKind.REMINDER, **facts):
    start = booking.starts_at if kind == MessageKind.REMINDER else None
    return text_of(
        MessageFactory(booking=booking, kind=kind, channel=Channel.SMS, facts=facts, for_start=start), booking
    )


def text(business="Calm", **kwargs):
    BusinessFactory(name=business)
    start = kwargs.pop("starts_at", START)
    values = {"starts_at": start, "ends_at": start + timedelta(hours=1), "title": "Massage"}
    return reminder(BookingFactory(**values | kwargs))


def test_it_says_who_what_when_and_how_to_stop():
    assert text() == (
        "Calm: Massage on Mon 30 March at 11:00, Madrid time (CEST, UTC+2). Reply STOP to end reminders."
    )


@pytest.mark.parametrize("zone", ["America/Argentina/ComodRivadavia", "Asia/Kathmandu", "Australia/Lord_Howe"])
@pytest.mark.parametrize("name", ["x" * 120, "Ñandú & “Hijos” – Café… " * 5, "[€] " * 30, "A"])
def test_it_fits_one_text_whatever_the_names(zone, name):
    written = text(business=name, title=name, time_zone=ZoneInfo(zone))
    assert septets(written) <= 160
    assert written.endswith("Reply STOP to end reminders.")


def test_the_hour_that_comes_twice_says_which():
    written = text(starts_at=datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    assert "at 02:30 (UTC+1), Madrid time (CET, UTC+1)" in written


def test_nothing_that_a_customer_typed_is_in_it():
    typed = {"first_name": "Eve", "last_name": "Evil", "location_text": "12 Bad Road", "phone_as_typed": "99"}
    written = text(**typed, answers=[{"label": "Note", "answer": "http://bad.example"}])
    assert written == text()


def test_the_short_name_of_the_business_is_used_where_there_is_one():
    BusinessFactory(name="The Calm Massage Company", sms_sender="Calm")
    booking = BookingFactory(starts_at=START, ends_at=START + timedelta(hours=1))
    assert reminder(booking).startswith("Calm: ")


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("“Año” – l’été…", '"Año" - l\'été...'),
        ("Łódź, Čapek\u00a0ş", "Lodz, Capek s"),
        ("10 €", "10 €"),
        ("Київ 🎉", "Київ 🎉"),
    ],
)
def test_what_has_a_plain_equivalent_is_written_plainly(typed, sent):
    assert in_alphabet(typed) == sent


def test_another_script_stays_readable_and_short():
    written = text(business="Спокій " * 15, title="Масаж " * 15)
    assert len(written) <= 134
    assert "Mon 30 March at 11:00" in written


@pytest.mark.parametrize(("written", "room"), [("abc", 3), ("€[]", 6), ("\n", 1), ("ї", None)])
def test_room_is_counted_as_phones_count_it(written, room):
    assert septets(written) == room
