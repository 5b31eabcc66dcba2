"""A code is free again where its order came to nothing, or a plan pays; the order still names it."""

from decimal import Decimal

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import confirm_or_decline_booking, decline_booking, record_payment
from bookings.models import Booking
from checkout.audit_credits import coupons_off
from checkout.models import Order
from checkout.operations import checkout_options, complete_checkout
from checkout.operations.redeeming import redeem_by_hand
from checkout.tasks import expire_checkouts
from tests.checkout.coupons.typing import typed, used
from tests.checkout.plans.held import booked, holds, opened, yoga
from tests.factories import CouponFactory, OwnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coupon():
    return CouponFactory(code="SPRING", limit=1)


@pytest.fixture
def asked(coupon):
    """A request, to be paid in person, with the code."""
    booking = booked(yoga(pay_in_person=True, policy={"needs_approval": True}))
    checkout = typed(opened(booking), "SPRING")
    booking.refresh_from_db()
    complete_checkout(checkout, checkout_options([booking])[0], now=timezone.now())
    confirm_or_decline_booking(booking, by=Actor.system(), now=timezone.now())
    return Booking.objects.get(pk=booking.pk)


def declined(booking):
    decline_booking(booking, by=Actor.owner(OwnerFactory()), now=timezone.now())


def test_a_request_that_is_declined_frees_its_code_and_the_order_keeps_it(asked, coupon, commits):
    with commits():
        declined(asked)
    assert (used(coupon), Order.objects.get().coupon_code, coupons_off()) == ((0, 0), "SPRING", 0)


def test_where_the_wake_up_was_lost_the_sweep_does_it(asked, coupon):
    declined(asked)
    expire_checkouts()
    expire_checkouts()
    assert (used(coupon), coupons_off()) == ((0, 0), 0)


@pytest.mark.parametrize("money", [{"paid": Decimal(40)}, {"authorised": Decimal(40)}])
def test_while_there_is_money_in_it_the_use_counts(asked, coupon, commits, money):
    record_payment(asked, by=Actor.system(), now=timezone.now(), **money)
    with commits():
        declined(asked)
    Booking.objects.update(amount_retained=0)
    expire_checkouts()
    assert used(coupon) == (1, 1)


def test_a_plan_that_pays_by_hand_frees_the_code(asked, coupon, commits):
    membership = holds(asked.service, contact=asked.contact)
    with commits():
        redeem_by_hand(asked, membership=membership, by=Actor.owner(OwnerFactory()), now=timezone.now())
    assert (used(coupon), coupons_off()) == ((0, 0), 0)
