"""A code is typed: what it takes off, of what, and what is written (domain.md section 12)."""

from decimal import Decimal

import pytest
from django.utils import timezone

from bookings.lifecycle import cancel_booking
from checkout.errors import CheckoutClosed
from checkout.operations import checkout_options, complete_checkout
from tests.checkout.coupons.typing import full_price, online_service, opened, sums, taken_off, typed, used
from tests.checkout.operations.steps import VISITOR
from tests.factories import CouponFactory

pytestmark = pytest.mark.django_db
CODE = "SPRING"


@pytest.mark.parametrize(
    ("discount", "after"),
    [
        ({"percent": Decimal(10)}, ("49.50", "5.50", "20.00")),
        ({"percent": None, "amount": Decimal(5)}, ("50.00", "5.00", "20.00")),
        ({"percent": Decimal(80)}, ("11.00", "44.00", "11.00")),
        ({"percent": None, "amount": Decimal(99)}, ("0.00", "55.00", "0.00")),
    ],
)
def test_so_much_is_taken_off(discount, after):
    CouponFactory(code=CODE, **discount)
    checkout, _ = opened()
    assert sums(typed(checkout, CODE)) == [tuple(map(Decimal, after))]


@pytest.mark.parametrize("written", ["spring", " SPRING ", "Spr ing", "SPRING\n"])
def test_a_code_is_known_however_it_is_typed(written):
    CouponFactory(code="Spring")
    assert sums(typed(opened(full_price())[0], written)) == [(Decimal("49.5"), Decimal("5.5"), 0)]


def test_the_same_code_again_changes_nothing():
    coupon = CouponFactory(code=CODE, limit=1)
    checkout, booking = opened()
    typed(checkout, CODE)
    booking.refresh_from_db()
    typed(checkout, CODE)
    assert (used(coupon), booking.revision) == ((1, 1), type(booking).objects.get(pk=booking.pk).revision)


def test_another_code_takes_its_place():
    first, second = CouponFactory(code="FIRST"), CouponFactory(code="SECOND", percent=Decimal(20))
    checkout, _ = opened()
    typed(checkout, "FIRST")
    typed(checkout, "SECOND")
    assert (sums(checkout), used(first), used(second)) == ([(44, 11, 20)], (0, 0), (1, 1))


def test_taken_off_again_the_price_and_the_deposit_are_whole():
    coupon = CouponFactory(code=CODE, percent=Decimal(80))
    checkout, _ = opened()
    typed(checkout, CODE)
    assert (sums(taken_off(checkout)), used(coupon)) == ([(55, 0, 20)], (0, 0))


def test_taken_off_twice_changes_nothing():
    coupon = CouponFactory(code=CODE)
    checkout, _ = opened()
    typed(checkout, CODE)
    taken_off(checkout)
    assert (sums(taken_off(checkout)), used(coupon)) == ([(55, 0, 20)], (0, 0))


def test_the_history_tells_of_it():
    CouponFactory(code=CODE)
    checkout, booking = opened()
    typed(checkout, CODE)
    event = booking.events.latest("revision")
    assert (event.kind, event.by) == ("updated", VISITOR.identity)
    assert (event.before, event.after) == (
        {"price": "55.000", "discount": "0.000"},
        {"price": "49.50", "discount": "5.50"},
    )


def test_a_price_of_nothing_is_free_of_charge_and_confirmed(commits):
    CouponFactory(code=CODE, percent=Decimal(100))
    checkout, booking = opened()
    typed(checkout, CODE)
    booking.refresh_from_db()
    [free] = checkout_options([booking])
    with commits():
        complete_checkout(checkout, free, now=timezone.now())
    booking.refresh_from_db()
    assert (free.way, booking.exempt, booking.payment_status, booking.status) == ("free", True, "exempt", "confirmed")


def test_the_order_keeps_the_code_and_the_discount(commits):
    coupon = CouponFactory(code=CODE, percent=Decimal(100))
    checkout, booking = opened()
    typed(checkout, CODE)
    booking.refresh_from_db()
    complete_checkout(checkout, checkout_options([booking])[0], now=timezone.now())
    order = checkout.order
    assert (order.coupon_code, order.discount, order.lines.get().discount) == (CODE, 55, 55)
    assert used(coupon) == (1, 1)


@pytest.mark.parametrize("act", [lambda checkout: typed(checkout, CODE), taken_off])
def test_what_is_ordered_or_ended_keeps_its_price(act):
    CouponFactory(code=CODE, percent=Decimal(100))
    ordered, booking = opened(online_service(pay_in_person=True, deposit=0))
    in_person = next(option for option in checkout_options([booking]) if not option.online)
    complete_checkout(ordered, in_person, now=timezone.now())
    ended, booking = opened()
    cancel_booking(booking, by=VISITOR, now=timezone.now())
    for checkout in (ordered, ended):
        with pytest.raises(CheckoutClosed):
            act(checkout)
