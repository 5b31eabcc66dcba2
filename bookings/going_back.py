"""Money that is too much for a booking: what the bank sends back, and what the business gives back by hand."""

from dataclasses import dataclass
from decimal import Decimal

from bookings.balance import ZERO, overpaid, paid_online
from bookings.models import Booking

BY_HAND = "BY_HAND"  # reason of the event with which money came back without the bank


@dataclass(frozen=True, slots=True)
class GoingBack:
    """Neither came back yet, nor is kept. `by_hand`: it was paid in person."""

    by_bank: Decimal = ZERO
    by_hand: Decimal = ZERO


def going_back(booking: Booking) -> GoingBack:
    """Of one that stands, what was paid beyond its price."""
    return in_ways(booking, overpaid(booking))


def in_ways(booking: Booking, back: Decimal) -> GoingBack:
    """So much of its money, if it went back now.

    What the business keeps is taken from what was paid in person first, as checkout's refund does.
    """
    by_bank = max(min(back, paid_online(booking)), ZERO)
    return GoingBack(by_bank, max(back - by_bank, ZERO))


def would_go_back(booking: Booking, kept: Decimal) -> GoingBack:
    """If the business kept so much, in all, and nothing else were due to it."""
    return in_ways(booking, booking.amount_paid - booking.amount_refunded - kept)


def came_back_by_hand(booking: Booking) -> Decimal:
    """Of what was refunded, as its events tell: by word, or out of what was paid in person. One query."""
    told = booking.events.filter(after__has_key="amount_refunded").values_list("reason", "before", "after")
    return sum(
        (
            Decimal(after["amount_refunded"]) - Decimal(before["amount_refunded"])
            for reason, before, after in told
            if reason == BY_HAND or "amount_in_hand" in after
        ),
        ZERO,
    )
