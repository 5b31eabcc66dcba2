"""What is to be paid, now and later, for each way to pay. Pure (domain.md section 12)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bookings.states import PaymentOption
from services.quotes import Quote

ZERO = Decimal(0)


class Way(StrEnum):
    """What a customer chooses on the payment page."""

    DEPOSIT = "deposit"
    EVERYTHING = "everything"
    IN_PERSON = "in_person"
    FREE = "free"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Priced:
    """What of an order decides its options. `credits`: those that a plan at hand would give for it, 0 for none."""

    quote: Quote
    exempt: bool
    pay_online: bool
    pay_in_person: bool
    pay_by_plan: bool = False
    credits: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    """`due_now` is paid online at once, `later` in person; both 0 where the price is in words, and where a plan pays:
    `credits` of it, 0 where nobody has said whose."""

    way: Way
    payment_option: PaymentOption
    due_now: Decimal
    later: Decimal
    credits: int = 0

    @property
    def online(self) -> bool:
        return self.payment_option == PaymentOption.ONLINE

    @property
    def shown(self) -> str:
        """The way with its sums, for a form to say which of them was on the page."""
        return f"{self.way} {self.due_now.normalize():f} {self.later.normalize():f} {self.credits}"


def options(priced: Priced, *, gateway: bool) -> list[Option]:
    """The ways to pay, a plan that is at hand first, then the least binding; `gateway`: whether anything can be paid
    online here.

    A deposit is due online: with one, "in person" alone is not offered unless nothing can be paid online. A plan that
    is the only way is offered without one at hand too: the page says how to come by it.
    """
    quote = priced.quote
    if priced.exempt or quote.is_free:
        return [_option(quote, Way.FREE)]
    ways = []
    online = gateway and priced.pay_online and quote.price > 0
    if online and ZERO < quote.deposit < quote.price:
        ways.append(Way.DEPOSIT)
    if online:
        ways.append(Way.EVERYTHING)
    if priced.pay_in_person and not (online and quote.deposit):
        ways.append(Way.IN_PERSON)
    found = [_option(quote, way) for way in ways]
    if priced.pay_by_plan and (priced.credits or not found):
        found.insert(0, Option(Way.PLAN, PaymentOption.MEMBERSHIP, ZERO, ZERO, priced.credits))
    return found


def _option(quote: Quote, way: Way) -> Option:
    by = PaymentOption.ONLINE if way in (Way.DEPOSIT, Way.EVERYTHING) else PaymentOption.OFFLINE
    return Option(way, by, *quote.due(way))
