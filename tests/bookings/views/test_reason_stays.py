"""Why a booking ended is still said when something else happened to it since, as a refund does."""

import pytest

from bookings import links
from bookings.lifecycle.cancel import CUSTOMER_CANCELED
from bookings.models import EventKind
from tests.factories import BookingEventFactory, BookingFactory


@pytest.mark.parametrize(
    ("kind", "reason", "sentence"),
    [
        ("declined", "SLOT_NOT_AVAILABLE", "Somebody else had this time a moment earlier. Nothing is booked."),
        ("declined", "REQUEST_EXPIRED", "Estudio Argumosa did not answer in time. Nothing is booked."),
        ("canceled", CUSTOMER_CANCELED, "You canceled this booking. The time is free for others."),
    ],
)
def test_a_later_event_hides_no_reason(client, massage, kind, reason, sentence):
    booking = BookingFactory(service=massage, **{kind: True})
    BookingEventFactory(booking=booking, kind=kind, revision=2, reason=reason)
    BookingEventFactory(booking=booking, kind=EventKind.UPDATED, revision=3, reason="refunded")
    assert client.get(links.path(booking)).context["head"].sentence == sentence
