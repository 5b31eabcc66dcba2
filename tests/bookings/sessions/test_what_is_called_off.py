"""A class that is called off is booked by nobody any more, whoever is under way to it."""

import pytest
from django.utils import timezone

from bookings import errors
from bookings.actors import Actor
from bookings.lifecycle import confirm_booking, confirm_or_decline_booking
from bookings.states import PaymentStatus
from tests.factories import BookingFactory, OwnerFactory, ServiceFactory, SessionFactory

pytestmark = pytest.mark.django_db


def under_way():
    service = ServiceFactory(of_class=True)
    return BookingFactory(service=service, session=SessionFactory(service=service, called_off_at=timezone.now()))


def test_who_has_paid_meanwhile_is_declined_not_double_booked():
    booking = under_way()
    decided = confirm_or_decline_booking(
        booking, by=Actor.system(), now=timezone.now(), payment_status=PaymentStatus.PAID
    )
    assert (decided.status, decided.double_booked) == ("declined", False)


def test_an_owner_can_not_confirm_it_either():
    with pytest.raises(errors.SessionNotFound):
        confirm_booking(under_way(), by=Actor.owner(OwnerFactory()), now=timezone.now())
