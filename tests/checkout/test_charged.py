"""What a line comes to today adds up with what was paid, given back and is due, whatever happened to it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings.models import Booking
from bookings.states import PaymentOption, Status
from checkout.charged import Charged, of_booking, of_plan

cents = st.integers(0, 20_000).map(lambda cents: Decimal(cents).scaleb(-2))


def booking(status="confirmed", price=40, **amounts):
    columns = {f"amount_{name}": Decimal(value) for name, value in amounts.items()}
    return Booking(status=status, price=None if price is None else Decimal(price), **columns)


@pytest.mark.parametrize(
    ("facts", "charged", "back", "due"),
    [
        ({}, 40, 0, 40),
        ({"paid": 10}, 40, 0, 30),
        ({"paid": 40}, 40, 0, 0),
        ({"paid": 55}, 40, 15, 0),
        ({"paid": 55, "refunded": 15}, 40, 0, 0),
        ({"paid": 55, "retained": 15}, 55, 0, 0),
        ({"authorised": 40, "status": "pending"}, 40, 0, 0),
        ({"status": "canceled"}, 0, 0, 0),
        ({"status": "canceled", "paid": 40}, 0, 40, 0),
        ({"status": "canceled", "paid": 40, "refunded": 30, "retained": 10}, 10, 0, 0),
        ({"status": "declined", "paid": 40, "refunded": 40}, 0, 0, 0),
        ({"price": None}, 0, 0, 0),
        ({"price": None, "paid": 30}, 30, 0, 0),
    ],
)
def test_what_is_charged_follows_the_booking(facts, charged, back, due):
    found = of_booking(booking(**facts))
    assert (found.charged, found.back, found.due) == (charged, back, due)


def test_what_is_free_or_by_a_plan_asks_for_nothing():
    free, by_plan = booking(), booking()
    free.exempt, by_plan.selected_payment_option, by_plan.checkout_completed_at = True, PaymentOption.MEMBERSHIP, 1
    assert [of_booking(each) for each in (free, by_plan)] == [Charged(), Charged()]


@given(st.sampled_from(Status.values), st.none() | cents, cents, cents, cents, cents, st.booleans(), st.booleans())
def test_it_always_adds_up(status, price, paid, refunded, kept, authorised, exempt, by_plan):
    refunded = min(refunded, paid)
    row = booking(
        status, price, paid=paid, refunded=refunded, retained=min(kept, paid - refunded), authorised=authorised
    )
    row.exempt = exempt
    if by_plan:
        row.selected_payment_option, row.checkout_completed_at = PaymentOption.MEMBERSHIP_OFFLINE, 1
    found = of_booking(row)
    assert found.charged == found.paid - found.refunded - found.back + found.reserved + found.due
    assert min(found.charged, found.back, found.due, found.reserved) >= 0


@pytest.mark.parametrize(
    ("paid", "refunded", "ended", "charged", "due"),
    [
        (120, 0, False, 120, 0),
        (120, 20, False, 100, 0),
        (120, 120, True, 0, 0),
        (0, 0, False, 120, 120),
        (0, 0, True, 0, 0),
    ],
)
def test_a_plan_is_charged_for_what_was_not_given_back(paid, refunded, ended, charged, due):
    found = of_plan(Decimal(120), Decimal(paid), Decimal(refunded), ended=ended)
    assert (found.charged, found.due) == (charged, due)
    assert found.charged == found.paid - found.refunded + found.due
