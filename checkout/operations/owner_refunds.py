"""give_back_lines, given_back: money that the owner gives back by their own decision (domain.md section 12)."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from bookings.actors import Actor, Permission
from bookings.balance import at_hand
from bookings.going_back import going_back
from bookings.lifecycle import record_payment
from bookings.lifecycle.settling import lock_booking
from bookings.models import Booking
from bookings.moves import check_revision
from bookings.retrying import retried
from checkout.errors import MoneyMoved, RefundTooLarge
from checkout.models import Order, OrderLine, Refund, RefundState, Retained, Share
from checkout.operations.locking import lock_checkout
from checkout.operations.refunds import TAKEN, refund
from checkout.pricing import ZERO

_UNDECIDED = (RefundState.REQUESTED, RefundState.FAILED)


def givable(line: OrderLine) -> Decimal:
    """Of what was taken for the line, what is neither back, nor on its way, nor was refused by the bank."""
    taken = Share.objects.filter(line=line, payment__state__in=TAKEN).values("payment")
    shares = Share.objects.filter(line=line, payment__in=taken).aggregate(sum=Sum("amount"))["sum"] or ZERO
    asked = line.refunds.filter(payment__in=taken).exclude(state=RefundState.REPLACED)
    return shares - (asked.aggregate(sum=Sum("amount"))["sum"] or ZERO)


def refunds_asked(order: Order) -> int:
    """Rows of refunds are only ever added: their number says whether money has moved meanwhile."""
    return Refund.objects.filter(line__order=order).count()


@retried
def give_back_lines(
    order: Order,
    lines: Mapping[OrderLine, Decimal],
    *,
    reason: str,
    by_hand: bool,
    seen: int,
    by: Actor,
    now: datetime,
) -> list[Refund]:
    """`refund` by somebody who has seen so many refunds of the order. What was kept of it is kept no more.

    Raises MoneyMoved where there are others by now (the same form sent twice), RefundTooLarge with the name of the
    field, "line_" and the line's number, UnauthorizedOperation.
    """
    by.require(Permission.REFUND)
    with transaction.atomic():
        _checkout, bookings = lock_checkout(order.checkout_id)
        if refunds_asked(order) != seen:
            raise MoneyMoved
        own = {booking.pk: booking for booking in bookings}
        for line, amount in lines.items():
            if amount <= 0 or amount > givable(line):
                raise RefundTooLarge(field=f"line_{line.pk}")
            if line.booking_id is not None:
                _keep_less(line, own[line.booking_id], amount, by=by, now=now)
        return refund(order, lines, reason=reason, by=by, now=now, by_hand=by_hand)


@retried
def given_back(booking: Booking, *, amount: Decimal, by: Actor, now: datetime, revision: int | None = None) -> Booking:
    """So much of what was paid in person was given back in person. Raises RefundTooLarge (at "amount"),
    UnauthorizedOperation, RevisionConflict."""
    by.require(Permission.REFUND)
    with transaction.atomic():
        booking = lock_booking(booking)
        check_revision(booking, revision)
        if amount <= 0 or amount > booking.amount_in_hand:
            raise RefundTooLarge(field="amount")
        line = booking.order_lines.order_by("-pk").first()
        if line is not None:
            _keep_less(line, booking, amount, by=by, now=now)
        record_payment(booking, by=by, now=now, in_person=-amount)
    return booking


def by_hand_now(booking: Booking) -> Decimal:
    """What is to be given back in person; where nothing is, all that was paid so and could be."""
    return going_back(booking).by_hand or booking.amount_in_hand


def _keep_less(line: OrderLine, booking: Booking, amount: Decimal, *, by: Actor, now: datetime) -> None:
    """What goes back beyond what nobody has decided about yet is taken from what the business keeps."""
    decided = line.refunds.filter(state__in=_UNDECIDED).aggregate(sum=Sum("amount"))["sum"] or ZERO
    free = max(at_hand(booking) - decided, ZERO)
    kept = booking.amount_retained - max(amount - free, ZERO)
    if kept >= booking.amount_retained:
        return
    record_payment(booking, by=by, now=now, retained=max(kept, ZERO))
    rows = Retained.objects.filter(line=line)
    if kept > 0:
        rows.update(amount=kept)
    else:
        rows.delete()
