"""What of the money counts toward the price, what is missing, what is too much. Pure (domain.md section 12)."""

from decimal import Decimal

from bookings.models import Booking
from bookings.states import FINAL, PaymentOption

ZERO = Decimal(0)


def at_hand(booking: Booking) -> Decimal:
    """Paid, and neither given back nor kept by the business already."""
    return booking.amount_paid - booking.amount_refunded - booking.amount_retained


def due(booking: Booking) -> Decimal:
    """What is still to pay; nothing for a booking that has ended."""
    if booking.status in FINAL or booking.price is None or booking.exempt:
        return ZERO
    return max(booking.price - max(at_hand(booking), booking.amount_authorised), ZERO)


def overpaid(booking: Booking) -> Decimal:
    """What goes back: all that is at hand of a booking that has ended, of one that stands what is beyond its price."""
    if booking.status in FINAL:
        return max(at_hand(booking), ZERO)
    return ZERO if booking.price is None else max(at_hand(booking) - booking.price, ZERO)


def on_its_way(booking: Booking) -> bool:
    """Whether what is too much goes back by the bank, at any moment; what was paid in person waits for somebody."""
    return booking.selected_payment_option == PaymentOption.ONLINE and overpaid(booking) > 0
