"""refund: the request is a row; a task carries it out, again with the same key until the provider answers."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from bookings import messages
from bookings.actors import Actor, Permission
from bookings.lifecycle import record_payment
from bookings.models import Booking, MessageKind
from bookings.nudges import nudge_by_name
from bookings.patience import wait_after
from bookings.retrying import retried
from checkout.errors import RefundTooLarge
from checkout.gateways import GatewayRefused, GatewayUnavailable, RefundReport, gateway
from checkout.models import OFFLINE, Checkout, Order, OrderLine, Payment, PaymentState, Refund, RefundState
from checkout.operations import alerts
from checkout.operations.locking import lock_checkout, lock_payment
from checkout.operations.memberships import end_refunded
from checkout.operations.numbered import new_refund
from checkout.operations.reports import look_up
from checkout.operations.shares import left_of
from checkout.pricing import ZERO
from checkout.refund_words import refund_facts

REFUND_TASK = "checkout.tasks.carry_out_refund"
TAKEN = (PaymentState.CAPTURED, PaymentState.PARTLY_REFUNDED)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)


@retried
def refund(
    order: Order,
    lines: Mapping[OrderLine, Decimal],
    *,
    reason: str,
    by: Actor,
    now: datetime,
    by_hand: bool = False,
) -> list[Refund]:
    """Give back these amounts of these lines, from the payments that were captured, newest first.

    `by_hand`: a person has given it back already, whatever way it was paid. Raises RefundTooLarge (nothing is asked
    for then) and UnauthorizedOperation.
    """
    by.require(Permission.REFUND)
    with transaction.atomic():
        lock_checkout(order.checkout_id)
        asked: list[Refund] = []
        for line, amount in lines.items():
            rest = amount
            for payment in taken_for(line):
                part = min(rest, left_of(payment, line))
                if part > 0:
                    asked.append(give_back(payment, line, part, reason=reason, now=now, by=by, by_hand=by_hand))
                    rest -= part
            if rest > 0:
                raise RefundTooLarge
    return asked


def taken_for(line: OrderLine) -> list[Payment]:
    """Payments with money in them of which the line has a share, newest first, locked."""
    ids = Payment.objects.filter(shares__line=line, state__in=TAKEN).order_by("-pk").values_list("pk", flat=True)
    return [lock_payment(pk) for pk in ids]


def give_back(
    payment: Payment,
    line: OrderLine,
    amount: Decimal,
    *,
    reason: str,
    now: datetime,
    by: Actor | None = None,
    by_hand: bool = False,
) -> Refund:
    """Asks for one amount of one payment; the caller holds the checkout's locks and knows that there is so much."""
    row = new_refund(
        payment,
        line,
        amount,
        reason=reason,
        now=now,
        by_hand=by_hand or payment.is_offline,
        asked_by=by.user if by else None,
        retry_at=now,
    )
    nudge_by_name(REFUND_TASK, row.pk)
    return row


def give_back_surplus(payment: Payment, *, reason: str, now: datetime) -> None:
    """All that is left of a payment of which no line has a share; the order's first line stands for it."""
    gone = payment.refunds.exclude(state__in=[RefundState.FAILED, RefundState.REPLACED])
    rest = payment.amount_captured - (gone.aggregate(sum=Sum("amount"))["sum"] or ZERO)
    line = OrderLine.objects.filter(order__checkout_id=payment.checkout_id).order_by("pk").first()
    if line is not None and rest > 0:
        give_back(payment, line, rest, reason=reason, now=now)


def carry_out_refund(row: Refund, *, now: datetime) -> Refund:
    """Ask the provider. No answer: later again, and the owner hears of it after many. A refusal is the owner's to
    solve, unless the provider says that the money has gone back already."""
    try:
        report = gateway(OFFLINE if row.by_hand else row.payment.gateway).refund(row)
    except GatewayUnavailable as error:
        return _wait(row, str(error), now)
    except GatewayRefused as error:
        report = RefundReport(RefundState.FAILED, "", str(error))
    row = _record(row, report, now)
    if row.state == RefundState.FAILED:
        look_up(row.payment, now=now)
        row.refresh_from_db()
    return row


def _wait(row: Refund, why: str, now: datetime) -> Refund:
    wait = wait_after(row.attempts + 1, first=_FIRST_WAIT, longest=_LONGEST_WAIT)
    Refund.objects.filter(pk=row.pk, state=RefundState.REQUESTED).update(
        attempts=row.attempts + 1, retry_at=now + wait, failure=why[:200]
    )
    if row.attempts + 1 == alerts.ALERT_AFTER:
        alerts.no_answer_to_refund(row, now)
    return row


@retried
def _record(row: Refund, report: RefundReport, now: datetime) -> Refund:
    with transaction.atomic():
        checkout, bookings = lock_checkout(row.payment.checkout_id)
        payment = lock_payment(row.payment_id)
        row = Refund.objects.select_for_update(of=("self",)).select_related("line", "payment").get(pk=row.pk)
        if row.state != RefundState.REQUESTED or report.state == RefundState.REQUESTED:
            return row
        row.state, row.provider_id, row.failure = report.state, report.provider_id, report.failure[:200]
        row.done_at = now if report.state == RefundState.DONE else None
        row.save(update_fields=["state", "provider_id", "failure", "done_at"])
        if row.state == RefundState.FAILED:
            alerts.refund_refused(row, now)
        else:
            alerts.refund_answered(row, now)
            _follow(row, payment, checkout, bookings, now)
    return row


def _follow(row: Refund, payment: Payment, checkout: Checkout, bookings: list[Booking], now: datetime) -> None:
    done = payment.refunds.filter(state=RefundState.DONE).aggregate(sum=Sum("amount"))["sum"]
    if payment.state != PaymentState.DISPUTED:  # that is over when the provider says so
        whole = done >= payment.amount_captured
        payment.state = PaymentState.REFUNDED if whole else PaymentState.PARTLY_REFUNDED
    payment.updated_at = now
    payment.save(update_fields=["state", "updated_at"])
    if row.line.membership_id is not None:
        end_refunded(row.line, now=now)
    booking = next((booking for booking in bookings if booking.pk == row.line.booking_id), None)
    if booking is None:
        return
    if not payment.is_surplus_of(checkout):
        in_hand = booking.amount_in_hand - row.amount if payment.is_offline else None
        refunded = booking.amount_refunded + row.amount
        record_payment(booking, by=Actor.system(), now=now, refunded=refunded, in_hand=in_hand, by_hand=row.by_hand)
    event = booking.events.order_by("-revision").first()
    facts = refund_facts(row, booking, payment.currency)
    messages.plan(MessageKind.PAYMENT_REFUNDED, booking, event=event, now=now, facts=facts)
