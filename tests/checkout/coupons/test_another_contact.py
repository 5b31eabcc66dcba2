"""A code is counted for whose booking it is, also when another email is typed afterwards (domain.md section 12)."""

from decimal import Decimal

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import Details, change_contact
from bookings.models import Contact
from checkout.models import Checkout
from tests.checkout.coupons.typing import full_price, sums, typed, used
from tests.checkout.operations.steps import begun
from tests.checkout.walk import pick_of, send, token_in, words
from tests.factories import ContactFactory, CouponFactory, CouponUseFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
HALF, FULL = (Decimal("27.50"), Decimal("27.50"), 0), (55, 0, 0)


@pytest.fixture
def coupon():
    """Half off, once for each; Ada has used it."""
    coupon = CouponFactory(code="HALF", percent=50, limit_per_contact=1, used=1)
    CouponUseFactory(coupon=coupon, contact=ContactFactory(email="ada@example.com"))
    return coupon


@pytest.fixture
def pick():
    return pick_of(full_price())


@pytest.fixture
def checkout(client, coupon, pick):
    found = Checkout.objects.get(token=token_in(send(client, pick, email="bob@example.com").url))
    typed(found, coupon.code)
    return found


def test_back_to_who_has_used_it_the_code_is_taken_off_and_the_page_says_so(client, checkout, coupon, pick):
    response = send(client, pick, email="ada@example.com")
    assert words(client.get(response.url)).count("The code was taken off") == 1
    assert (sums(checkout), used(coupon)) == ([FULL], (1, 1))


def test_for_somebody_who_may_it_counts_as_theirs(client, checkout, coupon, pick):
    response = send(client, pick, email="eve@example.com")
    assert words(client.get(response.url)).count("The code was taken off") == 0
    assert (checkout.coupon_uses.get().contact, sums(checkout), used(coupon)) == (
        Contact.objects.get(email="eve@example.com"),
        [HALF],
        (2, 2),
    )


def test_changed_on_the_bookings_own_page_it_is_asked_about_too(checkout, coupon):
    ada = Details(first_name="Ada", email="ada@example.com")
    booking = change_contact(checkout.bookings.get(), ada, by=Actor.visitor(), now=timezone.now())
    assert (booking.price, sums(checkout), used(coupon)) == (55, [FULL], (1, 1))


def test_a_page_at_the_provider_for_the_old_sum_ends(client, checkout, coupon, pick, sandbox_online, commits):
    old = begun(checkout, "everything")
    with commits():
        send(client, pick, email="ada@example.com")
    assert sandbox_online.choose(old, "pay").status_code == 410
