"""give_back_lines, given_back: money that the owner gives back by their own decision (domain.md section 12)."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Sum

from bookings.actors import Actor, Permission
from bookings.balance import at_hand
from bookings.going_back import going_back
from bookings.lifecycle import record_payment
from bookings.lifecycle.allowance import allow
from bookings.lifecycle.settling import lock_booking
from bookings.models import Booking
from bookings.moves import check_revision
from bookings.retrying import retried
from bookings.states import FINAL
from checkout.errors import MoneyMoved, RefundTooLarge
from checkout.models import Order, OrderLine, Refund, RefundState, Retained, Share
from checkout.operations.locking import lock_checkout
from checkout.operations.refunds import TAKEN, carry_out_refund, refund
from checkout.pricing import ZERO

_UNDECIDED = (RefundState.REQUESTED, RefundState.FAILED)


def givable(order: Order) -> dict[int, Decimal]:
    """By the id of each line: of what was taken for it, what is neither back, nor on its way, nor was refused by the
    bank. Two queries."""
    taken = Share.objects.filter(line__order=order, payment__state__in=TAKEN)
    left = dict(taken.values_list("line").annotate(sum=Sum("amount")))
    asked = Refund.objects.filter(line__order=order, payment__state__in=TAKEN).exclude(state=RefundState.REPLACED)
    shared = asked.filter(payment__shares__line=F("line")).order_by()
    for line_id, amount in shared.values_list("line").annotate(sum=Sum("amount")):
        left[line_id] -= amount
    return left


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
    cheaper: bool = False,
    seen: int,
    by: Actor,
    now: datetime,
) -> list[Refund]:
    """`refund` by somebody who has seen so many refunds of the order. What was kept of it is kept no more.

    `cheaper`: a booking that stands costs so much less from now on; otherwise what it costs is to pay again. What goes
    back in person is done with at once. Raises MoneyMoved where there are others by now (the same form sent twice),
    RefundTooLarge with the name of the field, "line_" and the line's number, UnauthorizedOperation.
    """
    by.require(Permission.REFUND)
    with transaction.atomic():
        _checkout, bookings = lock_checkout(order.checkout_id)
        if refunds_asked(order) != seen:
            raise MoneyMoved
        own, left = {booking.pk: booking for booking in bookings}, givable(order)
        for line, amount in lines.items():
            if amount <= 0 or amount > left.get(line.pk, ZERO):
                raise RefundTooLarge(field=f"line_{line.pk}")
            if line.booking_id is not None:
                booking = own[line.booking_id]
                rest = amount - _keep_less(line, booking, amount, by=by, now=now)
                if cheaper and booking.status not in FINAL:
                    allow(booking, rest, by=by, now=now)
        rows = refund(order, lines, reason=reason, by=by, now=now, by_hand=by_hand)
        return [carry_out_refund(row, now=now) if row.by_hand else row for row in rows]


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


def _keep_less(line: OrderLine, booking: Booking, amount: Decimal, *, by: Actor, now: datetime) -> Decimal:
    """What goes back beyond what nobody has decided about yet is taken from what the business keeps: so much."""
    decided = line.refunds.filter(state__in=_UNDECIDED).aggregate(sum=Sum("amount"))["sum"] or ZERO
    free = max(at_hand(booking) - decided, ZERO)
    less = min(max(amount - free, ZERO), booking.amount_retained)
    if less:
        kept = booking.amount_retained - less
        record_payment(booking, by=by, now=now, retained=kept)
        rows = Retained.objects.filter(line=line)
        if kept:
            rows.update(amount=kept)
        else:
            rows.delete()
    return less
