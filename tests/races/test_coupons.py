"""Many type one code at the same instant: as many uses as it has, and one for each person (domain.md section 12)."""

from collections import Counter
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bookings.availability import Slot
from bookings.lifecycle import Details, create_booking
from checkout.errors import CouponUsedByYou, CouponUsedUp
from checkout.models import Checkout
from checkout.operations import apply_coupon, create_checkout, remove_coupon
from tests.bookings.classes.evening import evening, yoga
from tests.checkout.operations.steps import VISITOR
from tests.factories import CouponFactory, OwnerFactory
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def waiting(count, email):
    """So many checkouts of one class, which wait to be paid."""
    service = yoga(places=count, pay_online=True)
    slot = Slot(service.pk, session_id=evening(service).pk)
    made = []
    for number in range(count):
        details = Details(first_name="Ana", email=email.format(number))
        now = timezone.now()
        booking = create_booking(
            service=service, slot=slot, details=details, by=VISITOR, now=now, total_participants=1
        )
        made.append(create_checkout([booking], token=booking.uuid, now=now))
    return made


def typed(checkout):
    return apply_coupon(checkout, "SPRING", now=timezone.now())


def test_a_hundred_type_a_code_with_ten_uses_and_ten_get_it():
    coupon, checkouts = CouponFactory(code="SPRING", limit=10), waiting(100, "c{}@example.com")
    results = together([lambda one=one: typed(one) for one in checkouts], at_once=25)
    coupon.refresh_from_db()
    assert Counter(type(result) for result in results) == {Checkout: 10, CouponUsedUp: 90}
    assert (coupon.used, coupon.uses.count(), Checkout.objects.filter(discount__gt=0).count()) == (10, 10, 10)


def test_one_person_in_ten_tabs_uses_a_code_once():
    coupon, checkouts = CouponFactory(code="SPRING", limit_per_contact=1), waiting(10, "ana@example.com")
    results = together([lambda one=one: typed(one) for one in checkouts])
    coupon.refresh_from_db()
    assert Counter(type(result) for result in results) == {Checkout: 1, CouponUsedByYou: 9}
    assert (coupon.used, coupon.uses.count()) == (1, 1)


def test_typed_and_taken_off_at_once_it_is_counted_as_it_is_used():
    coupon, [checkout] = CouponFactory(code="SPRING"), waiting(1, "ana@example.com")
    later = timezone.now() + timedelta(seconds=1)
    acts = [lambda: typed(checkout), lambda: remove_coupon(checkout, now=later)] * 5
    together(acts)
    coupon.refresh_from_db()
    checkout.refresh_from_db()
    kept = coupon.uses.filter(released_at=None).count()
    assert (coupon.used, checkout.discount > 0) == (kept, kept == 1)


def test_uses_are_counted_while_their_owner_saves_the_page():
    coupon, checkouts = CouponFactory(code="SPRING", limit=20), waiting(20, "c{}@example.com")
    desk, page = Client(), reverse("admin:checkout_coupon_change", args=[coupon.pk])
    desk.force_login(OwnerFactory())
    filled = {"code": "SPRING", "percent": "10", "limit": "20", "active": "on"}
    acts = [act for one in checkouts for act in (lambda one=one: typed(one), lambda: desk.post(page, filled))]
    results = together(acts, at_once=8)
    coupon.refresh_from_db()
    assert [answer.status_code for answer in results[1::2]] == [302] * 20
    assert (coupon.used, coupon.uses.count()) == (20, 20)
