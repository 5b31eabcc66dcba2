"""Other times for a booking that did not come about: never the very time that was lost."""

import pytest
from django.urls import reverse

from bookings import links
from bookings.models import EventKind
from tests.bookings.making import book
from tests.factories import BookingEventFactory, BookingFactory, ServiceFactory, hour

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


def ended(reason="", kind=EventKind.DECLINED, service=None):
    booking = BookingFactory(service=service or ServiceFactory(), status=kind.value)
    BookingEventFactory(booking=booking, kind=kind, revision=2, reason=reason)
    return booking


def clocks(client, booking) -> tuple[list[str], str]:
    """(other times, the same time where it is offered)."""
    context = client.get(links.path(booking)).context
    same = context["same"]
    return [words[-5:] for _, words in context["others"]], same[1][-5:] if same else ""


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (EventKind.DECLINED, ""),
        (EventKind.DECLINED, "REQUEST_EXPIRED"),
        (EventKind.DECLINED, "SLOT_NOT_AVAILABLE"),
        (EventKind.CANCELED, "CANCELED_BY_CUSTOMER"),
        (EventKind.CANCELED, "CANCELED_BY_BUSINESS"),
    ],
)
def test_the_lost_time_is_left_out_though_nobody_has_it(client, kind, reason):
    assert clocks(client, ended(reason, kind)) == (["09:00", "11:00", "12:00"], "")


def test_a_booking_that_was_let_go_may_have_its_own_time_again(client):
    booking = ended("CHECKOUT_EXPIRED")
    assert clocks(client, booking) == (["09:00", "11:00", "12:00"], "10:00")
    address, _ = client.get(links.path(booking)).context["same"]
    chosen = client.get(address).content.decode()
    assert address.startswith(reverse("bookings:service", args=[booking.service.slug]))
    assert chosen.count("10:00 to 11:00") == 1


def test_not_where_somebody_has_it_meanwhile(client):
    booking = ended("CHECKOUT_EXPIRED")
    book(booking.service, hour("10:00"))
    assert clocks(client, booking) == (["09:00", "11:00", "12:00"], "")
