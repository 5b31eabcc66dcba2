"""Of several dates of one order: the discount is split over them, and computed anew when one leaves."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import cancel_booking
from checkout.models import Checkout
from checkout.tasks import expire_checkouts
from tests.bookings.classes.evening import evening, yoga
from tests.checkout.coupons.typing import sums, taken_off, typed, used
from tests.checkout.walk import filled
from tests.factories import CouponFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(client):
    """Three dates for 12 each, waiting at the payment page, and its address."""
    service = yoga(places=1, pay_online=True)
    picked = {"s": [evening(service, day).pk for day in range(3)]}
    url = client.post(reverse("bookings:hold", args=[service.slug]), picked).url
    return Checkout.objects.get(token=client.post(url, filled()).url.split("/")[-2])


def leave(client, checkout):
    """One was canceled; the payment page says so."""
    cancel_booking(checkout.bookings.order_by("pk")[0], by=Actor.system(), now=timezone.now())
    client.get(reverse("checkout:pay", args=[checkout.token]))


def prices(checkout):
    return [(price, discount) for price, discount, _ in sums(checkout)]


def test_the_discount_is_split_to_the_cent(three):
    CouponFactory(code="TEN", percent=None, amount=Decimal(10))
    assert prices(typed(three, "TEN")) == [
        (Decimal("8.66"), Decimal("3.34")),
        (Decimal("8.67"), Decimal("3.33")),
        (Decimal("8.67"), Decimal("3.33")),
    ]


@pytest.mark.parametrize(
    ("fields", "after"),
    [
        ({"percent": Decimal(50)}, [(6, 6), (6, 6)]),
        ({"percent": None, "amount": Decimal(10)}, [(7, 5), (7, 5)]),
    ],
)
def test_for_the_dates_that_are_left_it_is_computed_anew(client, three, fields, after):
    coupon = CouponFactory(code="SPRING", **fields)
    typed(three, "SPRING")
    leave(client, three)
    assert (prices(three), used(coupon), coupon.uses.get().amount) == (after, (1, 1), sum(off for _, off in after))


def test_the_full_price_is_that_of_the_dates_that_are_left(client, three):
    coupon = CouponFactory(code="SPRING")
    typed(three, "SPRING")
    leave(client, three)
    assert (prices(taken_off(three)), used(coupon)) == ([(12, 0), (12, 0)], (0, 0))


@pytest.mark.parametrize(("percent", "off", "left"), [(50, "€18.00", "€18.00"), (100, "€36.00", "Free")])
def test_the_page_of_all_dates_says_what_was_taken_off(client, three, percent, off, left):
    CouponFactory(code="SPRING", percent=percent)
    typed(three, "SPRING")
    facts = client.get(reverse("checkout:several", args=[three.token])).context["facts"]
    assert [row for row in facts if row[0] in ("Full price", "Discount", "Price")] == [
        ("Full price", "€36.00"),
        ("Discount", f"−{off}"),
        ("Price", left),
    ]


def test_when_the_last_date_has_ended_the_use_is_free(client, three):
    coupon = CouponFactory(code="SPRING")
    typed(three, "SPRING")
    for booking in three.bookings.all():
        assert used(coupon) == (1, 1)
        cancel_booking(booking, by=Actor.system(), now=timezone.now())
        expire_checkouts()
    assert used(coupon) == (0, 0)
