"""Money that is too much for a booking: what the bank sends back, and what the business gives back by hand."""

from dataclasses import dataclass
from decimal import Decimal

from bookings.balance import ZERO, overpaid
from bookings.models import Booking
from bookings.states import PaymentOption

# What the checkout writes in the step in which it writes money that was paid online.
_MARKS_ONLINE = {"selected_payment_option", "amount_authorised"}


@dataclass(frozen=True, slots=True)
class GoingBack:
    """Neither came back yet, nor is kept. `by_hand`: it was paid in person."""

    by_bank: Decimal = ZERO
    by_hand: Decimal = ZERO


def going_back(booking: Booking) -> GoingBack:
    """Of one that stands, what was paid beyond its price. One query at most, where something was paid online."""
    return in_ways(booking, overpaid(booking))


def in_ways(booking: Booking, back: Decimal) -> GoingBack:
    """So much of its money, if it went back now."""
    return would_go_back(booking, booking.amount_paid - booking.amount_refunded - back) if back else GoingBack()


def would_go_back(booking: Booking, kept: Decimal) -> GoingBack:
    """If the business kept so much, in all, and nothing else were due to it.

    What is kept is taken from what was paid in person first, as checkout's refund does (checkout/operations).
    """
    back = booking.amount_paid - kept
    left = back - booking.amount_refunded
    if left <= 0:
        return GoingBack()
    by_bank = min(max(min(back, paid_online(booking)) - booking.amount_refunded, ZERO), left)
    return GoingBack(by_bank, left - by_bank)


def paid_online(booking: Booking) -> Decimal:
    """All of it, but for what was marked as paid in a step of its own: a deposit's rest, at the visit."""
    if booking.selected_payment_option != PaymentOption.ONLINE:
        return ZERO
    told = booking.events.filter(after__has_key="amount_paid").values_list("before", "after")
    at_the_visit = [_raised(before, after) for before, after in told if not _MARKS_ONLINE & after.keys()]
    return booking.amount_paid - sum(at_the_visit, ZERO)


def _raised(before: dict[str, str], after: dict[str, str]) -> Decimal:
    return Decimal(after["amount_paid"]) - Decimal(before["amount_paid"])
