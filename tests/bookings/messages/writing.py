"""A booking on Monday 30 March 2026 and the email about it, written ten days before."""

from datetime import UTC, datetime, timedelta

from bookings.messages.email import compose
from bookings.models import MessageKind
from tests.factories import BookingFactory, MessageFactory

START = datetime(2026, 3, 30, 9, tzinfo=UTC)
NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)


def booked(**kwargs):
    values = {
        "starts_at": START,
        "ends_at": START + timedelta(hours=1),
        "title": "Massage",
        "location_text": "Calle Mayor 1, Madrid",
        "answer_by": START - timedelta(days=3),
    }
    return BookingFactory(**values | kwargs)


def mail(kind, facts=None, booking=None, **kwargs):
    booking = booking or booked(**kwargs)
    start = booking.starts_at if kind == MessageKind.REMINDER else None
    message = MessageFactory(booking=booking, kind=kind, facts=facts or {}, for_start=start)
    return compose(message, booking, NOW)


def page(letter):
    return letter.alternatives[0].content
