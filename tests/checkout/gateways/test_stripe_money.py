"""Where Stripe counts otherwise than the currency does."""

from decimal import Decimal

import pytest

from checkout.gateways import GatewayRefused
from checkout.gateways.stripe_money import from_stripe_units, stripe_units


@pytest.mark.parametrize(
    ("amount", "currency", "units"),
    [
        ("40.05", "EUR", 4005),
        ("4000", "JPY", 4000),
        ("5", "ISK", 500),
        ("3000", "UGX", 300_000),
        ("700.00", "MGA", 700),
        ("5.120", "KWD", 5120),
    ],
)
def test_amounts_travel_both_ways(amount, currency, units):
    assert stripe_units(Decimal(amount), currency) == units
    assert from_stripe_units(units, currency) == Decimal(amount)


@pytest.mark.parametrize(("amount", "currency"), [("5.124", "KWD"), ("0.005", "BHD"), ("700.20", "MGA")])
def test_what_stripe_can_not_take_to_the_last_digit_is_refused(amount, currency):
    with pytest.raises(GatewayRefused, match=f"{amount} {currency}"):
        stripe_units(Decimal(amount), currency)
