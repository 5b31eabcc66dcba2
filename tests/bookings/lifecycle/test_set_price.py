"""set_price: another price while the checkout is open, told by an event; never one that was ordered."""

from decimal import Decimal

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.errors import InvalidMove
from bookings.lifecycle import set_price
from tests.factories import BookingFactory

pytestmark = pytest.mark.django_db
LESS = {"price": Decimal(30), "discount": Decimal(10), "deposit": Decimal(0), "exempt": False}


def reprice(booking, **fields):
    return set_price(booking, **(LESS | fields), by=Actor.system(), now=timezone.now())


def test_an_event_tells_of_what_is_another():
    booking = reprice(BookingFactory())
    assert (booking.revision, booking.price, booking.discount) == (2, 30, 10)
    assert booking.events.get(revision=2).after == {"price": "30", "discount": "10"}


def test_the_same_again_writes_nothing():
    assert reprice(reprice(BookingFactory())).revision == 2


def test_nothing_to_pay_is_exempt():
    booking = reprice(BookingFactory(), price=Decimal(0), discount=Decimal(40), exempt=True)
    assert (booking.exempt, booking.payment_status) == (True, "exempt")


@pytest.mark.parametrize("state", [{"status": "declined"}, {"checkout_completed_at": timezone.now()}])
def test_what_was_ordered_or_has_ended_keeps_its_price(state):
    booking = BookingFactory(**state)
    with pytest.raises(InvalidMove):
        reprice(booking)
    booking.refresh_from_db()
    assert (booking.price, booking.revision) == (40, 1)
