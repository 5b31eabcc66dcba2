"""complete_checkout: nothing is paid now."""

import pytest
from django.utils import timezone

from bookings.lifecycle import cancel_booking
from checkout.audit import audit
from checkout.errors import CheckoutClosed
from checkout.models import Order
from checkout.operations import checkout_options, complete_checkout
from tests.checkout.operations.steps import VISITOR, online_service, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def either_way():
    return online_service(deposit=0, pay_in_person=True)


def in_person(booking):
    return next(option for option in checkout_options([booking]) if not option.online)


def test_in_person_is_ordered_and_confirmed(either_way, commits):
    checkout, booking = opened(either_way)
    with commits():
        complete_checkout(checkout, in_person(booking), now=timezone.now())
    booking.refresh_from_db()
    assert (booking.status, booking.payment_status) == ("confirmed", "not_paid")
    assert list(Order.objects.values_list("total", "lines__amount", "lines__due_now")) == [(55, 55, 0)]
    assert audit(timezone.now()) == []


def test_the_second_time_changes_nothing(either_way, commits):
    checkout, booking = opened(either_way)
    with commits():
        complete_checkout(checkout, in_person(booking), now=timezone.now())
        complete_checkout(checkout, in_person(booking), now=timezone.now())
    assert Order.objects.count() == 1


def test_a_booking_that_has_ended_is_refused(either_way):
    checkout, booking = opened(either_way)
    option = in_person(booking)
    cancel_booking(booking, by=VISITOR, now=timezone.now())
    with pytest.raises(CheckoutClosed):
        complete_checkout(checkout, option, now=timezone.now())
