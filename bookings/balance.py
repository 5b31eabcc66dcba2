"""What of the money counts toward the price, what is missing, what is too much. Pure (domain.md section 12)."""

from decimal import Decimal

from bookings.models import Booking
from bookings.states import BY_PLAN, FINAL, Status

ZERO = Decimal(0)


def at_hand(booking: Booking) -> Decimal:
    """Paid, and neither given back nor kept by the business already."""
    return booking.amount_paid - booking.amount_refunded - booking.amount_retained


def due(booking: Booking) -> Decimal:
    """What is still to pay; nothing for a booking that has ended."""
    by_plan = booking.selected_payment_option in BY_PLAN and booking.checkout_completed_at is not None
    if booking.status in FINAL or booking.price is None or booking.exempt or by_plan:
        return ZERO
    return max(booking.price - max(at_hand(booking), booking.amount_authorised), ZERO)


def payable_online(booking: Booking) -> Decimal:
    """What of it can be paid by the booking's own page."""
    return due(booking) if booking.status == Status.CONFIRMED and booking.service.pay_online else ZERO


def overpaid(booking: Booking) -> Decimal:
    """What goes back: all that is at hand of a booking that has ended, of one that stands what is beyond its price."""
    if booking.status in FINAL:
        return max(at_hand(booking), ZERO)
    return ZERO if booking.price is None else max(at_hand(booking) - booking.price, ZERO)


def paid_online(booking: Booking) -> Decimal:
    """And not given back."""
    return booking.amount_paid - booking.amount_refunded - booking.amount_in_hand


def on_its_way(booking: Booking) -> bool:
    """Whether some of what is too much goes back by the bank, at any moment; what was paid in person waits for
    somebody."""
    return min(overpaid(booking), paid_online(booking)) > 0
