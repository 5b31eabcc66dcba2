"""Stripe's minor units, which are the currency's own but for a few (docs.stripe.com/currencies, "Special cases")."""

from decimal import Decimal

from checkout.gateways.protocol import GatewayRefused
from services.prices import exponent, rounded

# Krónur and Ugandan shillings have no decimals and are counted in hundredths all the same; of ariary, which have,
# only whole ones are taken.
OTHER_EXPONENTS = {"ISK": 2, "UGX": 2, "MGA": 0}
THREE_DECIMALS_STEP = 10  # of dinars and rials the last of the three digits must be 0


def stripe_units(value: Decimal, currency: str) -> int:
    """Raises GatewayRefused for an amount that Stripe can't take to the last digit: nothing is rounded in secret."""
    places = OTHER_EXPONENTS.get(currency, exponent(currency))
    units = value.scaleb(places)
    if units % (THREE_DECIMALS_STEP if places == 3 else 1):
        raise GatewayRefused(f"Stripe does not take {value} {currency}: it counts in larger steps.")
    return int(units)


def from_stripe_units(units: int, currency: str) -> Decimal:
    places = OTHER_EXPONENTS.get(currency, exponent(currency))
    return rounded(Decimal(units).scaleb(-places), currency)
