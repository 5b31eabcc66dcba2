"""A code that is typed after paying was begun: the page with the old sum ends, and its money goes back if it comes."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from checkout.audit import audit
from checkout.errors import CheckoutClosed, SumChanged
from checkout.models import Payment, Refund
from checkout.operations import begin_payment, checkout_options, complete_checkout
from tests.checkout.coupons.typing import full_price, online_service, opened, sums, taken_off, typed, used
from tests.checkout.operations.steps import begun
from tests.factories import CouponFactory

pytestmark = pytest.mark.django_db
CODE, LATER = "SPRING", timedelta(minutes=2)


@pytest.fixture(autouse=True)
def coupon():
    return CouponFactory(code=CODE)


def paid(sandbox_online, commits, *, later=timedelta()):
    with commits():
        sandbox_online.deliver(timezone.now() + later)


def under_way(sandbox_online, checkout):
    """The customer has paid the old sum, and the bank takes a minute."""
    payment = begun(checkout, "everything")
    sandbox_online.choose(payment, "pay_late", delay=60)
    return payment


def test_the_page_with_the_old_sum_ends(sandbox_online):
    checkout, _ = opened(full_price())
    first = begun(checkout, "everything")
    typed(checkout, CODE)
    assert sandbox_online.choose(first, "pay").status_code == 410
    assert begun(checkout, "everything").amount == Decimal("49.5")


def test_a_deposit_is_the_same_sum_and_its_page_stays(sandbox_online, commits):
    checkout, booking = opened()
    first = begun(checkout, "deposit")
    typed(checkout, CODE)
    assert begun(checkout, "deposit") == first
    sandbox_online.choose(first, "pay")
    paid(sandbox_online, commits)
    booking.refresh_from_db()
    assert (booking.status, booking.amount_paid, booking.price) == ("confirmed", 20, Decimal("49.5"))


def test_taking_the_code_off_ends_the_page_of_the_lower_sum(sandbox_online):
    checkout, _ = opened(full_price())
    typed(checkout, CODE)
    first = begun(checkout, "everything")
    taken_off(checkout)
    assert sandbox_online.choose(first, "pay").status_code == 410
    assert (begun(checkout, "everything").amount, sums(checkout)) == (55, [(55, 0, 0)])


def test_what_was_paid_before_the_code_came_is_found_first(sandbox_online):
    checkout, _ = opened(full_price())
    sandbox_online.choose(begun(checkout, "everything"), "pay")
    with pytest.raises(CheckoutClosed):
        typed(checkout, CODE)
    assert sums(checkout) == [(55, 0, 0)]


@pytest.mark.parametrize(("percent", "back"), [(Decimal(10), Decimal("5.5")), (Decimal(100), 55)])
def test_of_the_old_sum_what_is_too_much_goes_back(sandbox_online, commits, coupon, percent, back):
    coupon.percent = percent
    coupon.save()
    checkout, booking = opened(full_price())
    under_way(sandbox_online, checkout)
    typed(checkout, CODE)
    paid(sandbox_online, commits, later=LATER)
    booking.refresh_from_db()
    assert (booking.status, booking.amount_paid, booking.amount_refunded) == ("confirmed", 55, back)
    assert ([row.amount for row in Refund.objects.all()], audit(timezone.now())) == ([back], [])


def test_who_booked_for_nothing_gets_all_of_an_old_sum_back(sandbox_online, commits, coupon):
    coupon.percent = Decimal(100)
    coupon.save()
    checkout, booking = opened(full_price())
    payment = under_way(sandbox_online, checkout)
    typed(checkout, CODE)
    booking.refresh_from_db()
    with commits():
        complete_checkout(checkout, checkout_options([booking])[0], now=timezone.now())
    paid(sandbox_online, commits, later=LATER)
    payment.refresh_from_db()
    booking.refresh_from_db()
    assert (payment.state, booking.payment_status, booking.amount_paid) == ("refunded", "exempt", 0)


def test_a_sum_that_was_chosen_before_the_code_came_is_not_begun(sandbox_online):
    checkout, booking = opened(full_price())
    [old] = checkout_options([booking])
    typed(checkout, CODE)
    with pytest.raises(SumChanged):
        begin_payment(checkout, old, visitor="v1", return_url="", cancel_url="", now=timezone.now())
    assert Payment.objects.count() == 0


def test_what_is_free_by_a_code_that_was_taken_off_is_not_booked(coupon):
    coupon.percent = Decimal(100)
    coupon.save()
    checkout, booking = opened(online_service())
    typed(checkout, CODE)
    booking.refresh_from_db()
    [free] = checkout_options([booking])
    taken_off(checkout)
    with pytest.raises(SumChanged):
        complete_checkout(checkout, free, now=timezone.now())
    assert used(coupon) == (0, 0)
