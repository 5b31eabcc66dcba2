"""What is to be paid, now and later, for each way to pay. Pure (domain.md section 12)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bookings.states import PaymentOption

ZERO = Decimal(0)


class Way(StrEnum):
    """What a customer chooses on the payment page."""

    DEPOSIT = "deposit"
    EVERYTHING = "everything"
    IN_PERSON = "in_person"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Priced:
    """What of a booking decides its options; amounts for the whole booking, `price` None: in words."""

    price: Decimal | None
    deposit: Decimal
    exempt: bool
    pay_online: bool
    pay_in_person: bool


@dataclass(frozen=True, slots=True)
class Option:
    """`due_now` is paid online at once, `later` in person; both 0 where the price is in words."""

    way: Way
    payment_option: PaymentOption
    due_now: Decimal
    later: Decimal

    @property
    def online(self) -> bool:
        return self.payment_option == PaymentOption.ONLINE


def options(priced: Priced, *, gateway: bool) -> list[Option]:
    """The ways to pay, the least binding first; `gateway`: whether anything can be paid online here.

    A deposit is due online: with one, "in person" alone is not offered unless nothing can be paid online.
    """
    total = priced.price or ZERO
    if priced.exempt or (priced.price is not None and total == 0):
        return [Option(Way.FREE, PaymentOption.OFFLINE, ZERO, ZERO)]
    found = []
    online = gateway and priced.pay_online and total > 0
    if online and ZERO < priced.deposit < total:
        found.append(Option(Way.DEPOSIT, PaymentOption.ONLINE, priced.deposit, total - priced.deposit))
    if online:
        found.append(Option(Way.EVERYTHING, PaymentOption.ONLINE, total, ZERO))
    if priced.pay_in_person and not (online and priced.deposit):
        found.append(Option(Way.IN_PERSON, PaymentOption.OFFLINE, ZERO, total))
    return found
