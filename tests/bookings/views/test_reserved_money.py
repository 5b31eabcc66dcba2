"""What is reserved on the card need not be paid again: the booking's page asks for the rest alone."""

import pytest

from bookings import links
from tests.factories import BookingFactory

pytestmark = pytest.mark.usefixtures("business")


@pytest.mark.parametrize(
    ("money", "left"),
    [
        ({"amount_authorised": 40}, "Nothing"),
        ({"amount_authorised": 15}, "€25.00"),
        ({"amount_paid": 20, "amount_authorised": 15}, "€20.00"),
        ({"amount_paid": 40, "amount_refunded": 10}, "€10.00"),
    ],
)
def test_the_rest_is_to_pay(client, money, left):
    booking = BookingFactory(confirmed=True, price=40, **money)
    assert client.get(links.path(booking)).context["receipt"].sum == ("To pay", left)
