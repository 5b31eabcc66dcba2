"""The tax that is in a price, as receipts show it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.prices import tax_included

D = Decimal


@pytest.mark.parametrize(
    ("amount", "rate", "currency", "tax"),
    [
        ("121", "21", "EUR", "21.00"),
        ("45", "21", "EUR", "7.81"),
        ("10", "5.5", "EUR", "0.52"),
        ("100", "0", "EUR", "0.00"),
        ("0", "21", "EUR", "0.00"),
        ("10", "100", "EUR", "5.00"),
        ("1100", "10", "JPY", "100"),
        ("995", "10", "JPY", "90"),
        ("10.500", "5", "KWD", "0.500"),
    ],
)
def test_a_price_includes_its_tax(amount, rate, currency, tax):
    assert str(tax_included(D(amount), D(rate), currency)) == tax


def test_half_a_cent_of_tax_is_rounded_up():
    assert tax_included(D("0.03"), D(20), "EUR") == D("0.01")


@given(st.integers(0, 10**7), st.integers(0, 10000))
def test_tax_is_never_more_than_a_half_of_what_is_paid(cents, hundredths):
    amount, rate = D(cents).scaleb(-2), D(hundredths).scaleb(-2)
    assert 0 <= tax_included(amount, rate, "EUR") <= (amount + D("0.01")) / 2
