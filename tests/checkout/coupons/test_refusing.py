"""Why a code is not taken, each by its own name and sentence; nothing is used then."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from checkout import errors
from tests.checkout.coupons.typing import dated, full_price, opened, sums, taken_off, typed, used
from tests.factories import BusinessFactory, CheckoutFactory, CouponFactory, PlanFactory, ServiceFactory
from tests.factories.times import hour

pytestmark = pytest.mark.django_db
CODE = "SPRING"
DAY = timedelta(days=1)


def refused(error, checkout=None, code=CODE):
    """The sentence; the checkout has its full price still."""
    checkout = checkout or opened(full_price())[0]
    with pytest.raises(error) as caught:
        typed(checkout, code)
    assert sums(checkout) == [(55, 0, 0)]
    return str(caught.value)


@pytest.mark.parametrize("code", ["WINTER", "", "  ", "SPRING' OR 1=1 --", "S%", "ß" * 60])
def test_a_code_that_is_none(code):
    CouponFactory(code=CODE)
    assert refused(errors.CouponUnknown, code=code) == "We don't know this code. Look for a slip of the finger."


@pytest.mark.parametrize("fields", [{"active": False}, {"ends_at": hour("10:00") - 30 * DAY}])
def test_a_code_whose_time_is_over(fields):
    CouponFactory(code=CODE, **fields)
    assert refused(errors.CouponEnded) == "This code is not valid any more."


def test_a_code_is_over_at_the_moment_that_was_set():
    ends = timezone.now() + DAY
    CouponFactory(code=CODE, ends_at=ends)
    checkout, _ = opened(full_price())
    with pytest.raises(errors.CouponEnded):
        typed(checkout, CODE, now=ends)
    assert typed(checkout, CODE, now=ends - timedelta(microseconds=1)).discount == Decimal("5.5")


def test_a_code_before_its_time_says_from_when_in_the_zone_of_the_business():
    BusinessFactory(time_zone="Europe/Madrid")
    starts = hour("10:00") + 7 * DAY
    CouponFactory(code=CODE, starts_at=starts)
    assert refused(errors.CouponNotYet).startswith("This code is valid from ")


def test_a_code_that_is_used_up():
    coupon = CouponFactory(code=CODE, limit=1, used=1)
    assert refused(errors.CouponUsedUp) == "This code has been used as often as it can be."
    assert used(coupon) == (1, 0)


def test_a_code_that_the_same_person_has_used_already():
    coupon, service = CouponFactory(code=CODE, limit_per_contact=1), full_price()
    typed(dated(service, hour("10:00"))[0], CODE)
    assert refused(errors.CouponUsedByYou, dated(service, hour("12:00"))[0]) == "You have used this code already."
    typed(dated(service, hour("14:00"), "grace@example.com")[0], CODE)
    assert used(coupon) == (2, 2)


def test_what_a_person_gave_back_does_not_count():
    coupon, service = CouponFactory(code=CODE, limit_per_contact=1), full_price()
    first, _ = dated(service, hour("10:00"))
    typed(first, CODE)
    taken_off(first)
    typed(dated(service, hour("12:00"))[0], CODE)
    assert used(coupon) == (1, 1)


def test_a_code_for_another_service():
    coupon = CouponFactory(code=CODE)
    coupon.services.add(ServiceFactory())
    assert refused(errors.CouponNotForThis) == "This code takes nothing off what you are booking."
    assert used(coupon) == (0, 0)


def test_a_plan_is_bought_at_its_price():
    coupon, checkout = CouponFactory(code=CODE), CheckoutFactory(total=120)
    checkout.lines.create(plan=PlanFactory(), total=120)
    with pytest.raises(errors.CouponNotForThis):
        typed(checkout, CODE)
    checkout.refresh_from_db()
    assert (checkout.total, used(coupon)) == (120, (0, 0))


def test_a_code_for_this_service():
    coupon, service = CouponFactory(code=CODE), full_price()
    coupon.services.add(service, ServiceFactory())
    assert sums(typed(opened(service)[0], CODE)) == [(Decimal("49.5"), Decimal("5.5"), 0)]


def test_a_code_that_is_refused_leaves_the_one_that_is_there():
    good, bad = CouponFactory(code="GOOD"), CouponFactory(code=CODE, active=False)
    checkout, _ = opened(full_price())
    typed(checkout, "GOOD")
    with pytest.raises(errors.CouponEnded):
        typed(checkout, CODE)
    assert (sums(checkout), used(good), used(bad)) == ([(Decimal("49.5"), Decimal("5.5"), 0)], (1, 1), (0, 0))
