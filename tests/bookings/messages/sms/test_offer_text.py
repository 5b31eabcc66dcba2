"""An offer and a class that is called off, in one text where the link allows it (domain.md section 9)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bookings import links
from bookings.messages.sms.gsm import septets
from bookings.messages.sms.text import text_of
from bookings.models import Channel, MessageKind
from tests.factories import BookingFactory, BusinessFactory, MessageFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 29, 10, tzinfo=UTC)
START = datetime(2026, 3, 30, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def text(kind, business="Calm", title="Yoga", reader=None, **facts):
    BusinessFactory(name=business)
    booking = BookingFactory(starts_at=START, ends_at=START + timedelta(hours=1), title=title, first_name="Eve")
    booking.contact_time_zone = reader
    message = MessageFactory(booking=booking, kind=kind, channel=Channel.SMS, facts=facts, created_at=NOW)
    return text_of(message, booking), links.url(booking)


def offer(at=NOW + timedelta(minutes=20), **kwargs):
    return text(MessageKind.WAITLIST_OFFER, until=at.isoformat(), **kwargs)


def test_an_offer_says_until_when_on_the_places_clock_and_where_to_take_it():
    written, link = offer()
    assert written == f"Calm: a place in Yoga is yours until 12:20: {link}"
    assert septets(written) <= 160


def test_an_offer_that_runs_into_another_day_names_it():
    written, link = offer(datetime(2026, 3, 30, 7, tzinfo=UTC))
    assert written == f"Calm: a place in Yoga is yours until Mon 30 March, 09:00: {link}"


@pytest.mark.parametrize(("reader", "until"), [(None, "02:05"), (ZoneInfo("Europe/London"), "Mon 30 March, 02:05")])
def test_nor_is_the_day_left_out_where_the_customers_is_another(noon, reader, until):
    noon.move_to(datetime(2026, 3, 29, 22, 5, tzinfo=UTC), tick=False)
    written, link = offer(datetime(2026, 3, 30, 0, 5, tzinfo=UTC), reader=reader)
    assert written == f"Calm: a place in Yoga is yours until {until}: {link}"


def test_a_long_name_is_cut_and_the_link_never():
    written, link = offer(title="A very long name of a class " * 4)
    assert written.endswith(f" is yours until 12:20: {link}")
    assert septets(written) <= 170


def test_who_hears_that_a_class_is_called_off_hears_which():
    written, _link = text(MessageKind.CALLED_OFF)
    assert written == (
        "Calm: Yoga on Mon 30 March at 11:00, Madrid time (CEST, UTC+2), does not take place. "
        "We have sent you an email."
    )
    assert septets(written) <= 160
