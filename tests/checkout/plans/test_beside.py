"""A plan beside the other ways to pay: a coupon, money on its way, an option that is no redemption."""

import pytest
from django.utils import timezone

from checkout.errors import PlanDoesNotPay
from checkout.operations import checkout_options, complete_checkout
from checkout.operations.coupons import apply_coupon
from checkout.operations.redeeming import redeem
from tests.checkout.plans.held import booked, holds, opened, yoga
from tests.factories import CouponFactory, PaymentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


def test_a_coupon_is_for_who_pays_with_money():
    service = yoga()
    membership, booking = holds(service), booked(service)
    checkout, coupon = opened(booking), CouponFactory(code="SPRING")
    apply_coupon(checkout, "SPRING", now=timezone.now())
    redeem(checkout, contact=membership.contact, now=timezone.now())
    coupon.refresh_from_db()
    booking.refresh_from_db()
    assert (booking.status, booking.credits, booking.price, coupon.used) == ("confirmed", 1, 14, 0)


def test_money_that_arrives_all_the_same_is_not_the_orders():
    """The customer had left for the provider, came back, and paid with the plan."""
    service = yoga(pay_online=True)
    membership, booking = holds(service), booked(service)
    checkout = opened(booking)
    payment = PaymentFactory(checkout=checkout, amount=14, state="processing")
    redeem(checkout, contact=membership.contact, now=timezone.now())
    checkout.refresh_from_db()
    assert payment.is_surplus_of(checkout)


def test_the_plan_alone_completes_no_checkout():
    checkout = opened(booked(yoga(pay_in_person=False)))
    [option] = checkout_options(checkout.bookings.all())
    with pytest.raises(PlanDoesNotPay):
        complete_checkout(checkout, option, now=timezone.now())
