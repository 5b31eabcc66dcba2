"""A use is free again when its checkout ends unpaid, at once and by the sweep; what was ordered keeps it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import cancel_booking, decline_booking
from bookings.models import Booking
from checkout.audit_credits import coupons_off
from checkout.models import Checkout, PaymentState
from checkout.operations import apply_report, checkout_options, complete_checkout, release_coupon
from checkout.tasks import expire_checkouts
from tests.checkout.coupons.typing import full_price, online_service, opened, typed, used
from tests.checkout.operations.steps import VISITOR, begun, report
from tests.factories import CouponFactory, OwnerFactory

pytestmark = pytest.mark.django_db
CODE = "SPRING"


@pytest.fixture
def coupon():
    return CouponFactory(code=CODE, limit=1)


@pytest.fixture
def waiting(coupon):
    """With the code, not paid."""
    checkout, booking = opened(full_price())
    typed(checkout, CODE)
    return checkout, Booking.objects.get(pk=booking.pk)


def expired(booking):
    Booking.objects.filter(pk=booking.pk).update(checkout_expires_at=timezone.now() - timedelta(minutes=1))
    expire_checkouts()


def declined(booking):
    decline_booking(booking, by=Actor.owner(OwnerFactory()), now=timezone.now())


def canceled(booking):
    cancel_booking(booking, by=VISITOR, now=timezone.now())


@pytest.mark.parametrize("end", [expired, declined, canceled])
def test_a_checkout_that_ends_unpaid_frees_its_use_at_once(waiting, coupon, commits, end):
    _, booking = waiting
    with commits():
        end(booking)
    assert used(coupon) == (0, 0)


@pytest.mark.parametrize("end", [declined, canceled])
def test_where_the_wake_up_was_lost_the_sweep_does_it(waiting, coupon, end):
    _, booking = waiting
    end(booking)
    assert used(coupon) == (1, 1)
    expire_checkouts()
    expire_checkouts()
    assert used(coupon) == (0, 0)


def test_while_it_is_open_the_use_is_kept(waiting, coupon):
    checkout, _ = waiting
    expire_checkouts()
    assert (release_coupon(checkout, now=timezone.now()), used(coupon)) == (False, (1, 1))


def test_what_was_ordered_keeps_it_also_when_it_is_canceled(coupon, commits):
    coupon.percent = Decimal(100)
    coupon.save()
    checkout, booking = opened(online_service(policy={"customer_may_cancel": True}))
    typed(checkout, CODE)
    booking.refresh_from_db()
    with commits():
        complete_checkout(checkout, checkout_options([booking])[0], now=timezone.now())
    with commits():
        cancel_booking(Booking.objects.get(pk=booking.pk), by=VISITOR, now=timezone.now())
    expire_checkouts()
    assert (used(coupon), Checkout.objects.get().order.coupon_code) == ((1, 1), CODE)


def test_an_order_of_money_that_came_late_names_its_code(waiting, coupon, commits, sandbox_online):
    checkout, booking = waiting
    payment = begun(checkout, "everything")
    with commits():
        declined(booking)
    apply_report(payment, report(payment, PaymentState.CAPTURED), now=timezone.now())
    assert (Checkout.objects.get().order.coupon_code, used(coupon), coupons_off()) == (CODE, (0, 0), 0)
