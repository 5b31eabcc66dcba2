"""What each booking of a payment has of it: never more than the booking costs by now (domain.md section 12)."""

from collections.abc import Sequence
from decimal import Decimal

from bookings.models import Booking
from bookings.states import FINAL
from checkout.models import CheckoutLine, Payment
from checkout.pricing import ZERO
from services.prices import exponent, split


def to_capture(payment: Payment) -> Decimal:
    """Of what is reserved; less than all of it where people have left since. Nothing: it is let go."""
    lines = payment.checkout.lines.select_related("booking")
    return payment.amount - sum((line.due_now - wanted(line, line.booking) for line in lines), ZERO)


def wanted(line: CheckoutLine, booking: Booking) -> Decimal:
    """Of what the line was to pay online. A booking that has ended is settled by itself."""
    if booking.status in FINAL or booking.price is None:
        return line.due_now
    return min(line.due_now, booking.price)


def shares_of(payment: Payment, lines: Sequence[CheckoutLine], bookings: Sequence[Booking]) -> list[Decimal]:
    """What was taken, for each line."""
    own = {booking.pk: booking for booking in bookings}
    weights = [wanted(line, own[line.booking_id]) for line in lines]
    return split(payment.amount_captured, weights, exponent(payment.currency))
