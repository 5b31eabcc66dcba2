"""Rounding, minor units and shares, by tables and on inputs nobody thought of."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.prices import exponent, from_minor_units, minor_units, rounded, split

D = Decimal
cents = st.integers(0, 10**7).map(lambda units: D(units).scaleb(-2))


@pytest.mark.parametrize(
    ("currency", "decimals", "shown", "units"),
    [("JPY", 0, "1235", 1235), ("EUR", 2, "1234.57", 123457), ("KWD", 3, "1234.568", 1234568)],
)
def test_amounts_are_rounded_to_what_the_currency_has(currency, decimals, shown, units):
    value = D("1234.5675")
    found = exponent(currency), str(rounded(value, currency)), minor_units(value, currency)
    assert found == (decimals, shown, units)


def test_half_a_cent_is_rounded_up_not_to_even():
    assert rounded(D("0.125"), "EUR") == D("0.13")


@given(st.integers(0, 10**9), st.sampled_from(["JPY", "EUR", "KWD", "CLF"]))
def test_minor_units_come_back_as_they_went(units, currency):
    assert minor_units(from_minor_units(units, currency), currency) == units


@pytest.mark.parametrize(
    ("value", "weights", "expected"),
    [
        ("10", [1, 1, 1], ["3.34", "3.33", "3.33"]),
        ("0.01", [D("12.50"), D(30)], ["0.00", "0.01"]),
        ("5", [0, 0], ["2.50", "2.50"]),
        ("0", [3, 1], ["0.00", "0.00"]),
    ],
)
def test_shares_to_the_last_cent(value, weights, expected):
    assert split(D(value), weights, 2) == [D(share) for share in expected]


def test_an_amount_can_not_be_shared_with_nobody():
    with pytest.raises(ValueError, match="at least one weight"):
        split(D(1), [], 2)


@given(cents, st.lists(cents, min_size=1, max_size=8))
def test_shares_add_up_to_the_whole(value, weights):
    assert sum(split(value, weights, 2)) == value


@given(st.lists(cents, min_size=1, max_size=8), st.floats(0, 1))
def test_no_line_is_discounted_by_more_than_itself(lines, part):
    discount = rounded(sum(lines) * D(part), "EUR")
    shares = split(min(discount, sum(lines)), lines, 2)
    assert [share for share, line in zip(shares, lines, strict=True) if share > line] == []
