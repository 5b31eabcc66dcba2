"""Fewer people, then more while the refund is under way: nobody is told that there is nothing to pay."""

import pytest
from django.utils import timezone

from bookings.balance import due
from bookings.errors import MoneyOnItsWay
from bookings.lifecycle import update_number_of_participants
from bookings.models import Booking
from checkout.models import Payment, Refund
from checkout.operations import carry_out_refund, settle_booking
from tests.bookings.classes.evening import evening, yoga
from tests.checkout.operations.steps import VISITOR
from tests.checkout.views.test_class_booking import pick
from tests.checkout.walk import choose, filled

pytestmark = pytest.mark.django_db


def change(booking, people):
    return update_number_of_participants(booking, total_participants=people, by=VISITOR, now=timezone.now())


@pytest.fixture
def booking(client, sandbox_online, commits):
    """Four people, paid for on the pages."""
    service = yoga(pay_online=True, policy={"customer_may_cancel": True})
    choose(client, client.post(pick(client, service, evening(service, 7), n=4), filled()).url, "everything")
    sandbox_online.choose(Payment.objects.get())
    with commits():
        sandbox_online.deliver()
    return Booking.objects.get()


def test_more_people_wait_until_the_refund_is_through(booking):
    paid = booking.amount_paid
    booking = change(booking, 1)
    settle_booking(booking, now=timezone.now())
    with pytest.raises(MoneyOnItsWay):
        change(booking, 4)
    carry_out_refund(Refund.objects.get(), now=timezone.now())
    booking = change(Booking.objects.get(), 4)
    assert (booking.price, due(booking), booking.payment_status) == (paid, paid * 3 / 4, "partially_paid")
