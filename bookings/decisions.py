"""Confirm or decline: domain.md section 4 as a pure function."""

from dataclasses import dataclass
from decimal import Decimal

from bookings.states import COVERED, PaymentStatus, Status

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Case:
    """What section 4 asks for. `authorised`: a card is reserved, nothing is taken. `by_plan`: paid with credits."""

    skip_availability: bool
    conflict: bool
    payment_status: str
    needs_approval: bool
    authorised: bool = False
    by_plan: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """`overridden`: the time conflicts, and the owner said that this does not matter."""

    status: Status
    double_booked: bool = False
    overridden: bool = False


def decide(case: Case) -> Decision:
    """The row of the table that the case falls under."""
    yes = Status.PENDING if case.needs_approval else Status.CONFIRMED
    if case.skip_availability:  # rows 11, 12
        return Decision(yes, overridden=case.conflict)
    if not case.conflict:  # rows 1 to 6
        return Decision(yes)
    if case.by_plan or case.authorised:  # row 10, and what is only authorised: nothing was taken yet
        return Decision(Status.DECLINED)
    if case.payment_status in COVERED:  # rows 8, 9: money is taken
        return Decision(yes, double_booked=True)
    return Decision(Status.DECLINED)  # row 7


def payment_status_of(
    *,
    price: Decimal | None,
    paid: Decimal,
    refunded: Decimal,
    exempt: bool,
    by_plan: bool,
    settled: bool,
    kept: Decimal = ZERO,
    credits_back: bool = False,
) -> PaymentStatus:
    """What the amounts say. `settled`: the checkout was completed, or skipped with a status (section 1). `kept`:
    for people who left a booking that stands; it does not pay for those who stayed. `by_plan`: credits were taken for
    it; `credits_back`: they went back when it ended."""
    if exempt:
        return PaymentStatus.EXEMPT
    if by_plan:
        return PaymentStatus.REFUNDED if credits_back else PaymentStatus.PAID
    if paid:
        if refunded >= paid:
            return PaymentStatus.REFUNDED
        whole = price is not None and paid - refunded - kept >= price
        return PaymentStatus.PAID if whole else PaymentStatus.PARTIALLY_PAID
    return PaymentStatus.NOT_PAID if settled else PaymentStatus.UNDEFINED
