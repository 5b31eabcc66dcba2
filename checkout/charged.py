"""What a line of an order comes to today, whatever was ordered once. Pure (domain.md section 12).

charged = paid - refunded - back + reserved + due, to the cent.
"""

from dataclasses import dataclass
from decimal import Decimal

from bookings.balance import at_hand, due, overpaid
from bookings.models import Booking
from bookings.states import BY_PLAN, FINAL
from checkout.pricing import ZERO


@dataclass(frozen=True, slots=True)
class Charged:
    """`charged`: the price of what stands, and what is kept of what does not. `back`: goes back and is not back yet.
    `reserved`: on a card, not taken yet."""

    charged: Decimal = ZERO
    paid: Decimal = ZERO
    refunded: Decimal = ZERO
    kept: Decimal = ZERO
    back: Decimal = ZERO
    reserved: Decimal = ZERO
    due: Decimal = ZERO


def of_booking(booking: Booking) -> Charged:
    paid, refunded, kept = booking.amount_paid, booking.amount_refunded, booking.amount_retained
    charged, left, back = price_today(booking) + kept, due(booking), overpaid(booking)
    reserved = charged - (paid - refunded - back) - left
    return Charged(charged, paid, refunded, kept, back, reserved, left)


def price_today(booking: Booking) -> Decimal:
    """Without what is kept; where nothing more is asked (free, by a plan, by arrangement) what was paid all the
    same."""
    if booking.status in FINAL:
        return ZERO
    if booking.price is None or nothing_asked(booking):
        return at_hand(booking) - overpaid(booking)
    return booking.price


def nothing_asked(booking: Booking) -> bool:
    """Whatever it costs: it is free of charge, or paid for by a plan."""
    return booking.exempt or booking.selected_payment_option in BY_PLAN


def of_plan(amount: Decimal, paid: Decimal, refunded: Decimal, *, ended: bool) -> Charged:
    """Of a plan that was sold for `amount`; one that has ended owes nothing."""
    charged = (paid if ended else max(amount, paid)) - refunded
    return Charged(charged=charged, paid=paid, refunded=refunded, due=charged - (paid - refunded))
