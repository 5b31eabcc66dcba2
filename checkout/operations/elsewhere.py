"""What happened to money at the provider without us: given back by hand there, or lost in a dispute."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet, Sum

from bookings import messages
from bookings.actors import Actor
from bookings.lifecycle import record_payment
from bookings.models import AlertKind, Booking, MessageKind
from checkout.models import OrderLine, Payment, PaymentState, Refund, RefundState, Retained
from checkout.operations import alerts
from checkout.operations.memberships import end_refunded
from checkout.operations.numbered import new_refund
from checkout.operations.shares import left_of, left_to_give
from checkout.pricing import ZERO
from checkout.reasons import AT_PROVIDER
from services.prices import exponent, split
from services.wording import money


def record_refunds_elsewhere(
    payment: Payment, told: Decimal, bookings: Sequence[Booking], *, lost: bool = False, now: datetime
) -> Decimal:
    """`told`: all that went back, by the provider. What nobody asked for here gets its rows, by the lines' shares;
    the answer is how much that is. `lost`: in a dispute, which nobody writes to the customer about.

    Under the checkout's and the payment's locks. A request of ours that is under way is one of those told of. What a
    person has given back by hand and went back there too is more than was paid: an alert says so.
    """
    ours = payment.refunds.exclude(state__in=[RefundState.FAILED, RefundState.REPLACED])
    new = min(told, payment.amount_captured) - _sum(ours.filter(by_hand=False))
    beyond = min(new, payment.amount_captured - _sum(ours))
    if new > max(beyond, ZERO):
        alerts.back_twice(payment, new - max(beyond, ZERO), bookings, now)
    if beyond <= 0:
        return ZERO
    lines = list(OrderLine.objects.filter(order__checkout=payment.checkout_id).order_by("pk"))
    own = {booking.pk: booking for booking in bookings}
    for line, amount in _parts(payment, lines, beyond):
        _record(payment, line, amount, now)
        _follow(payment, line, amount, own.get(line.booking_id or 0), lost, now)
    return beyond


def _sum(rows: QuerySet[Refund]) -> Decimal:
    return rows.aggregate(sum=Sum("amount"))["sum"] or ZERO


def _parts(payment: Payment, lines: Sequence[OrderLine], beyond: Decimal) -> list[tuple[OrderLine, Decimal]]:
    """By what each line has left of it; of a surplus the first line stands for all."""
    if not payment.shares.exists():
        return [(line, beyond) for line in lines[:1]]
    weights = [max(left_of(payment, line), ZERO) for line in lines]
    parts = zip(lines, split(beyond, weights, exponent(payment.currency)), strict=True)
    return [(line, amount) for line, amount in parts if amount]


def _record(payment: Payment, line: OrderLine, amount: Decimal, now: datetime) -> None:
    new_refund(payment, line, amount, reason=AT_PROVIDER, now=now, state=RefundState.DONE, done_at=now)
    _replace_refused(payment, line, amount, now)
    if payment.state != PaymentState.DISPUTED:
        whole = _sum(payment.refunds.filter(state=RefundState.DONE)) >= payment.amount_captured
        payment.state = PaymentState.REFUNDED if whole else PaymentState.PARTLY_REFUNDED
        payment.save(update_fields=["state"])


def _follow(
    payment: Payment, line: OrderLine, amount: Decimal, booking: Booking | None, lost: bool, now: datetime
) -> None:
    if line.membership_id is not None:
        end_refunded(line, now=now)
    if booking is None:
        return
    if not payment.is_surplus_of(payment.checkout):
        back = booking.amount_refunded + amount
        kept = min(booking.amount_retained, booking.amount_paid - back)
        record_payment(booking, by=Actor.system(), now=now, refunded=back, retained=kept)
        _keep_no_more_than(kept, booking)
    if lost:
        return
    event = booking.events.order_by("-revision").first()
    facts = {"refund": money(amount, payment.currency)}
    messages.plan(MessageKind.PAYMENT_REFUNDED, booking, event=event, now=now, facts=facts)


def _keep_no_more_than(kept: Decimal, booking: Booking) -> None:
    """What went back is not kept by the business, whatever was decided."""
    for row in Retained.objects.filter(line__booking=booking).order_by("pk"):
        if not kept:
            row.delete()
        elif row.amount > kept:
            row.amount = kept
            row.save(update_fields=["amount"])
        kept -= min(row.amount, kept)


def _replace_refused(payment: Payment, line: OrderLine, amount: Decimal, now: datetime) -> None:
    """What the bank had refused to send back by us went back so, or nothing is left to send: nobody has to solve it
    any more."""
    left, nothing = amount, left_to_give(payment, line) <= 0
    solved = False
    for row in line.refunds.filter(payment=payment, state=RefundState.FAILED).order_by("pk"):
        if row.amount <= left or nothing:
            row.state = RefundState.REPLACED
            row.save(update_fields=["state"])
            left, solved = max(left - row.amount, ZERO), True
    if solved and not line.refunds.filter(state=RefundState.FAILED).exists():
        alerts.solve(AlertKind.REFUND_FAILED, line.booking, now)
