"""refund: the request is a row; a task carries it out, again with the same key until the provider answers."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from bookings import messages
from bookings.actors import Actor, Permission
from bookings.lifecycle import record_payment
from bookings.models import Alert, AlertKind, MessageKind
from bookings.nudges import nudge_by_name
from bookings.patience import wait_after
from bookings.retrying import retried
from checkout.errors import RefundTooLarge
from checkout.gateways import GatewayRefused, GatewayUnavailable, RefundReport, gateway
from checkout.models import Order, OrderLine, Payment, PaymentState, Refund, RefundState
from checkout.operations.locking import lock_checkout, lock_payment
from checkout.pricing import ZERO
from services.models import Business
from services.wording import money

REFUND_TASK = "checkout.tasks.carry_out_refund"
TAKEN = (PaymentState.CAPTURED, PaymentState.PARTLY_REFUNDED)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)


@retried
def refund(order: Order, lines: Mapping[OrderLine, Decimal], *, reason: str, by: Actor, now: datetime) -> list[Refund]:
    """Give back these amounts of these lines, from the payments that were captured, oldest first.

    Raises RefundTooLarge (nothing is asked for then) and UnauthorizedOperation.
    """
    by.require(Permission.REFUND)
    with transaction.atomic():
        lock_checkout(order.checkout_id)
        payments = [
            lock_payment(payment.pk) for payment in order.checkout.payments.filter(state__in=TAKEN).order_by("pk")
        ]
        asked: list[Refund] = []
        for line, amount in lines.items():
            asked += _ask(payments, line, amount, reason, now)
    return asked


def give_back(
    payment: Payment, *, reason: str, now: datetime, amount: Decimal | None = None, line: OrderLine | None = None
) -> None:
    """An amount of one payment, default all that is left of it; the caller holds the checkout's locks."""
    line = line or OrderLine.objects.filter(order__checkout_id=payment.checkout_id).order_by("pk").first()
    rest = refundable(payment) if amount is None else amount
    if line is not None and rest > 0:
        _ask([payment], line, rest, reason, now)


def refundable(payment: Payment) -> Decimal:
    """What was taken and is not asked back yet."""
    asked = payment.refunds.exclude(state=RefundState.FAILED).aggregate(sum=Sum("amount"))["sum"] or ZERO
    return payment.amount_captured - asked


def _ask(payments: list[Payment], line: OrderLine, amount: Decimal, reason: str, now: datetime) -> list[Refund]:
    asked = []
    for payment in payments:
        part = min(amount, refundable(payment))
        if part > 0:
            number = payment.refunds.count() + 1
            row = Refund.objects.create(
                payment=payment,
                line=line,
                amount=part,
                reason=reason,
                idempotency_key=f"{payment.idempotency_key}:refund:{number}",
                retry_at=now,
                created_at=now,
            )
            nudge_by_name(REFUND_TASK, row.pk)
            asked.append(row)
            amount -= part
    if amount > 0:
        raise RefundTooLarge
    return asked


def carry_out_refund(row: Refund, *, now: datetime) -> Refund:
    """Ask the provider. No answer: later again. A refusal is the owner's to solve: an alert says so."""
    try:
        report = gateway(row.payment.gateway).refund(row)
    except GatewayUnavailable as error:
        wait = wait_after(row.attempts + 1, first=_FIRST_WAIT, longest=_LONGEST_WAIT)
        Refund.objects.filter(pk=row.pk, state=RefundState.REQUESTED).update(
            attempts=row.attempts + 1, retry_at=now + wait, failure=str(error)[:200]
        )
        return row
    except GatewayRefused as error:
        report = RefundReport(RefundState.FAILED, "", str(error))
    return _record(row, report, now)


@retried
def _record(row: Refund, report: RefundReport, now: datetime) -> Refund:
    with transaction.atomic():
        checkout, bookings = lock_checkout(row.payment.checkout_id)
        payment = lock_payment(row.payment_id)
        row = Refund.objects.select_for_update().select_related("line").get(pk=row.pk)
        if row.state != RefundState.REQUESTED or report.state == RefundState.REQUESTED:
            return row
        row.state, row.provider_id, row.failure = report.state, report.provider_id, report.failure[:200]
        row.done_at = now if report.state == RefundState.DONE else None
        row.save(update_fields=["state", "provider_id", "failure", "done_at"])
        booking = next(booking for booking in bookings if booking.pk == row.line.booking_id)
        amount = money(row.amount, Business.objects.current().currency)
        if row.state == RefundState.FAILED:
            text = _("%(amount)s could not be given back: %(why)s") % {"amount": amount, "why": row.failure}
            Alert.objects.create(kind=AlertKind.REFUND_FAILED, booking=booking, text=text[:300], created_at=now)
            return row
        done = payment.refunds.filter(state=RefundState.DONE).aggregate(sum=Sum("amount"))["sum"]
        whole = done >= payment.amount_captured
        payment.state = PaymentState.REFUNDED if whole else PaymentState.PARTLY_REFUNDED
        payment.updated_at = now
        payment.save(update_fields=["state", "updated_at"])
        if not payment.is_surplus_of(checkout):
            record_payment(booking, by=Actor.system(), now=now, refunded=booking.amount_refunded + row.amount)
        event = booking.events.order_by("-revision").first()
        messages.plan(MessageKind.PAYMENT_REFUNDED, booking, event=event, now=now, facts={"refund": amount})
    return row
