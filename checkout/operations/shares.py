"""What each line of an order has of a payment: never more than it costs by now (domain.md section 12)."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db.models import Sum

from bookings.balance import at_hand
from bookings.models import Booking
from bookings.states import FINAL
from checkout.models import CheckoutLine, OrderLine, Payment, RefundState, Share
from checkout.pricing import ZERO
from services.prices import exponent, split


def to_capture(payment: Payment) -> Decimal:
    """Of what is reserved; less than all of it where people have left since. Nothing: it is let go."""
    lines = payment.checkout.lines.select_related("booking")
    return payment.amount - sum((line.due_now - wanted(line, line.booking) for line in lines), ZERO)


def wanted(line: CheckoutLine, booking: Booking | None) -> Decimal:
    """Of what the line was to pay online, what is not paid yet. A booking that has ended is settled by itself."""
    if booking is None or booking.status in FINAL or booking.price is None:
        return line.due_now
    return min(line.due_now, max(booking.price - at_hand(booking), ZERO))


def shares_of(payment: Payment, lines: Sequence[CheckoutLine], bookings: Sequence[Booking]) -> list[Decimal]:
    """What was taken, for each line."""
    own = {booking.pk: booking for booking in bookings}
    weights = [wanted(line, own.get(line.booking_id or 0)) for line in lines]
    return split(payment.amount_captured, weights, exponent(payment.currency))


def write_shares(payment: Payment, parts: Iterable[tuple[OrderLine, Decimal]]) -> None:
    """In the transaction that takes the money, once."""
    Share.objects.bulk_create(Share(payment=payment, line=line, amount=amount) for line, amount in parts if amount)


def left_of(payment: Payment, line: OrderLine) -> Decimal:
    """Of the line's share, what was not asked back yet."""
    share = Share.objects.filter(payment=payment, line=line).aggregate(sum=Sum("amount"))["sum"] or ZERO
    gone = line.refunds.filter(payment=payment).exclude(state__in=[RefundState.FAILED, RefundState.REPLACED])
    return share - (gone.aggregate(sum=Sum("amount"))["sum"] or ZERO)


def left_to_give(payment: Payment, line: OrderLine) -> Decimal:
    """Of the line's share; of a payment that nobody has a share of, of all of it."""
    if payment.shares.exists():
        return left_of(payment, line)
    gone = payment.refunds.exclude(state__in=[RefundState.FAILED, RefundState.REPLACED])
    return payment.amount_captured - (gone.aggregate(sum=Sum("amount"))["sum"] or ZERO)
