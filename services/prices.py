"""Amounts of a currency: rounding, minor units, tax, shares (domain.md section 12). Pure; Decimal only."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)

# ISO 4217; every other currency has two decimals.
EXPONENTS = {
    **dict.fromkeys(
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(),  # noqa: SIM905
        0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}


def exponent(currency: str) -> int:
    """How many decimals the currency has."""
    return EXPONENTS.get(currency, 2)


def rounded(value: Decimal, currency: str) -> Decimal:
    """To the currency's exponent, halves away from zero."""
    return value.quantize(Decimal(1).scaleb(-exponent(currency)), ROUND_HALF_UP)


def minor_units(value: Decimal, currency: str) -> int:
    """Cents, yen, fils: the whole number a payment provider wants."""
    return int(rounded(value, currency).scaleb(exponent(currency)))


def from_minor_units(units: int, currency: str) -> Decimal:
    return rounded(Decimal(units).scaleb(-exponent(currency)), currency)


def tax_included(amount: Decimal, rate: Decimal, currency: str) -> Decimal:
    """The tax that is in `amount`, at `rate` percent of what it costs without; rounded, line by line."""
    return rounded(amount * rate / (100 + rate), currency)


def split(value: Decimal, weights: Sequence[Decimal | int], places: int) -> list[Decimal]:
    """`value` (not negative, of `places` decimals) shared out by weight, to the last cent.

    Largest remainder: each share is its exact one, rounded down or up, and the earlier line gets a tied cent;
    so a discount not above the sum of the lines is never above its line. Without any weight all are alike.
    Raises ValueError where there is nobody to share with, or a negative weight.
    """
    if not weights or min(weights) < 0:
        raise ValueError("Shares need at least one weight, and none below zero.")
    if not any(weights):
        weights = [1] * len(weights)
    units = int(value.scaleb(places))
    whole = sum((Decimal(weight) for weight in weights), ZERO)
    shares = [divmod(units * Decimal(weight), whole) for weight in weights]
    cents = [int(share) for share, _ in shares]
    by_remainder = sorted(range(len(shares)), key=lambda line: -shares[line][1])
    for line in by_remainder[: units - sum(cents)]:
        cents[line] += 1
    return [Decimal(cent).scaleb(-places) for cent in cents]
