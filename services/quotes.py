"""What is to be paid: the one place where a price is computed (domain.md section 12). Pure; Decimal only.

Rates are the values of models.service.Rate, which are plain strings: "fixed", "varied", "custom", "no_fee". Ways to
pay are the values of checkout.pricing.Way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.prices import ZERO, exponent, rounded, split, tax_included

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Line:
    """What is priced: one service for one party, on so many `dates`.

    `price` and `deposit` are those of `of` people together: of one where a price is a price for each, of all of them
    where a booking's own sum is taken further (then `people` may be others). `per_person` is False for what costs the
    same whoever comes. `choices` are (price of the choice, how many of it), used by "varied" alone. `discounted`:
    whether the order's discount is for it.
    """

    rate: str
    price: Decimal
    people: int = 1
    per_person: bool = True
    of: int = 1
    choices: tuple[tuple[Decimal, int], ...] = ()
    deposit: Decimal = ZERO
    tax_rate: Decimal = ZERO
    dates: int = 1
    discounted: bool = True


@dataclass(frozen=True, slots=True)
class Discount:
    """`part` of each `of` of the price, or where `of` is None so much, and never more than there is."""

    part: Decimal
    of: Decimal | None = None

    @classmethod
    def percent(cls, percent: Decimal) -> "Discount":
        return cls(percent, HUNDRED)

    def off(self, full: Decimal, currency: str) -> Decimal:
        """Rounded once, for all that it is for together."""
        asked = self.part if self.of is None else full * self.part / self.of
        return min(rounded(asked, currency), full)


@dataclass(frozen=True, slots=True)
class QuotedLine:
    """`price` is `full` less `discount`; the deposit is never more than it. `in_words`: there is nothing to compute,
    and all of it is 0."""

    full: Decimal
    discount: Decimal
    price: Decimal
    deposit: Decimal
    tax_rate: Decimal = ZERO
    in_words: bool = False

    def tax(self, currency: str) -> Decimal:
        return tax_included(self.price, self.tax_rate, currency)


@dataclass(frozen=True, slots=True)
class Quote:
    """The lines in the order they were asked in, and their sums."""

    lines: tuple[QuotedLine, ...]

    @property
    def in_words(self) -> bool:
        return any(line.in_words for line in self.lines)

    @property
    def full(self) -> Decimal:
        return sum((line.full for line in self.lines), ZERO)

    @property
    def discount(self) -> Decimal:
        return sum((line.discount for line in self.lines), ZERO)

    @property
    def price(self) -> Decimal:
        return sum((line.price for line in self.lines), ZERO)

    @property
    def deposit(self) -> Decimal:
        return sum((line.deposit for line in self.lines), ZERO)

    @property
    def is_free(self) -> bool:
        return not self.in_words and not self.price

    def tax(self, currency: str) -> Decimal:
        """Rounded line by line, then summed."""
        return sum((line.tax(currency) for line in self.lines), ZERO)

    def due(self, way: str) -> tuple[Decimal, Decimal]:
        """What is paid online at once, and what in person later."""
        match way:
            case "deposit":
                return self.deposit, self.price - self.deposit
            case "everything":
                return self.price, ZERO
            case "in_person":
                return ZERO, self.price
            case "free":
                return ZERO, ZERO
        raise ValueError(f"No such way to pay: {way!r}")


def quote(lines: Sequence[Line], currency: str, discount: Discount | None = None) -> Quote:
    """A discount is rounded once for the whole order, then split over its lines by their full prices, to the cent.

    Raises ValueError for a rate that does not exist.
    """
    full = [_full(line, currency) for line in lines]
    off = [ZERO] * len(lines)
    if discount is not None:
        weights = [each if line.discounted else ZERO for each, line in zip(full, lines, strict=True)]
        whole = discount.off(sum(weights, ZERO), currency)
        off = split(whole, weights, exponent(currency)) if whole else off
    return Quote(tuple(_quoted(*each, currency) for each in zip(lines, full, off, strict=True)))


def _quoted(line: Line, full: Decimal, off: Decimal, currency: str) -> QuotedLine:
    price = full - off
    deposit = min(rounded(_for_party(line, line.deposit), currency) * line.dates, price)
    return QuotedLine(full, rounded(off, currency), price, deposit, line.tax_rate, line.rate == "custom")


def _full(line: Line, currency: str) -> Decimal:
    match line.rate:
        case "fixed":
            total = _for_party(line, line.price)
        case "varied":
            total = sum((price * count for price, count in line.choices), ZERO)
        case "no_fee" | "custom":
            total = ZERO
        case _:
            raise ValueError(f"No such rate: {line.rate!r}")
    return rounded(total, currency) * line.dates


def _for_party(line: Line, value: Decimal) -> Decimal:
    """Multiplied first: what comes out even stays exact."""
    people, of = (line.people, line.of) if line.per_person else (1, 1)
    return value * Decimal(people) / of
