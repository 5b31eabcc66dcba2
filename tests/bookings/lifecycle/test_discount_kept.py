"""Another party keeps the part of the price that a coupon took off (domain.md section 12)."""

from decimal import Decimal

import pytest

from bookings.actors import Actor
from bookings.balance import due, overpaid
from bookings.lifecycle.party import Party
from bookings.lifecycle.party_change import party_terms
from services.models import Business
from tests.bookings.lifecycle.parties import PAID, change, class_of, dates, movable, move, standing
from tests.factories import BookingChoiceFactory, VariantFactory

pytestmark = pytest.mark.django_db
TEN_PERCENT_OFF = {"price": Decimal(72), "discount": Decimal(8)}


def sums(booking):
    booking.refresh_from_db()
    return booking.price, booking.discount


@pytest.mark.parametrize(("people", "after"), [(1, (36, 4)), (3, (108, 12)), (5, (180, 20))])
def test_the_discount_is_for_whoever_comes(people, after):
    assert sums(change(standing(class_of(), **TEN_PERCENT_OFF), people)) == after


def test_an_amount_off_counts_as_the_part_that_it_was():
    booking = standing(class_of(), 3, price=Decimal(110), discount=Decimal(10))
    assert sums(change(booking, 2)) == (Decimal("73.33"), Decimal("6.67"))


def test_who_leaves_gets_back_what_was_paid_after_the_discount():
    booking = change(standing(class_of(), **(PAID | TEN_PERCENT_OFF | {"amount_paid": Decimal(72)})), 1)
    assert (sums(booking), overpaid(booking)) == ((36, 4), 36)


def test_who_joins_pays_after_the_discount():
    booking = change(standing(class_of(), **(PAID | TEN_PERCENT_OFF | {"amount_paid": Decimal(72)})), 3)
    assert (sums(booking), due(booking)) == ((108, 12), 36)


def test_what_a_coupon_made_free_stays_free():
    booking = standing(class_of(), price=Decimal(0), discount=Decimal(80), exempt=True)
    booking = change(booking, 3)
    assert (sums(booking), booking.exempt, booking.payment_status) == ((0, 120), True, "exempt")


def test_each_choice_keeps_it_too():
    session = class_of(rate="varied", price=Decimal(0))
    adult, child = (VariantFactory(service=session.service, price=price) for price in (Decimal(30), Decimal(10)))
    booking = standing(session, 2, price=Decimal(30), discount=Decimal(10))
    for each in (adult, child):
        BookingChoiceFactory(booking=booking, variant=each, name=each.name, price=each.price, participants=1)
    assert sums(change(booking, participants_choices={adult.pk: 2})) == (45, 15)


def test_a_reschedule_with_other_people_keeps_it():
    here, there = dates()
    assert sums(move(movable(here, **TEN_PERCENT_OFF), there, total_participants=1)) == (36, 4)


@pytest.mark.parametrize(
    ("currency", "price", "discount", "after"),
    [("JPY", "1000", "333", (500, 167)), ("KWD", "10.000", "3.333", (Decimal("5.000"), Decimal("1.667")))],
)
def test_in_a_currency_of_any_decimals(currency, price, discount, after):
    Business.objects.update_or_create(defaults={"currency": currency})
    booking = standing(class_of(), price=Decimal(price), discount=Decimal(discount))
    terms = party_terms(booking, Party(1), by=Actor.visitor(), now=booking.created_at)
    assert (terms.price, terms.discount) == after
