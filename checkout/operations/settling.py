"""Money follows the booking: settlement.py says what is due, this does it, as often as it takes."""

import logging
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from bookings.balance import overpaid
from bookings.models import Alert, AlertKind, Booking
from bookings.patience import wait_after
from bookings.retrying import retried
from bookings.states import FINAL, ON_CALENDAR, Status
from checkout.gateways import GatewayRefused, GatewayUnavailable, Report, gateway
from checkout.models import Checkout, OrderLine, Payment, PaymentState, RefundState, Retained
from checkout.operations.locking import lock_checkout, lock_payment
from checkout.operations.refunds import TAKEN, give_back, refundable
from checkout.operations.reports import apply_report, ask
from checkout.operations.shares import to_capture
from checkout.pricing import ZERO
from checkout.settlement import Action, settle

logger = logging.getLogger(__name__)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
PAID_TWICE = "PAID_TWICE"
FEWER_PEOPLE = "FEWER_PEOPLE"


def settle_booking(booking: Booking, *, now: datetime) -> None:
    """Capture, void or refund what this booking's payments hold; nothing due: nothing done."""
    payments = Payment.objects.filter(checkout__lines__booking=booking).select_related("checkout")
    for payment in payments.order_by("pk"):
        surplus = payment.is_surplus_of(payment.checkout)
        # What is surplus is let go as if its booking had ended.
        status = Status.CANCELED if surplus else booking.status
        action = settle(status, payment.state, shrunk=overpaid(booking) > 0 or booking.amount_retained > 0)
        if action == Action.CAPTURE and not to_capture(payment):
            action = Action.VOID
        if action in (Action.CAPTURE, Action.VOID):
            _ask_provider(payment, action, booking, now)
        elif action == Action.REFUND and surplus:
            _refund_surplus(payment, now)
        elif action == Action.REFUND:
            _refund_rest(payment.checkout, booking, now)


def _ask_provider(payment: Payment, action: Action, booking: Booking, now: datetime) -> None:
    report = _answer(payment, action)
    if report is None or report.state == PaymentState.AUTHORISED:
        wait = wait_after(payment.attempts + 1, first=_FIRST_WAIT, longest=_LONGEST_WAIT)
        Payment.objects.filter(pk=payment.pk).update(attempts=payment.attempts + 1, retry_at=now + wait)
    if report is None:
        return
    apply_report(payment, report, now=now)
    if action == Action.CAPTURE and report.state != PaymentState.CAPTURED:
        text = _("The reserved amount could not be taken: %(why)s") % {"why": report.failure}
        Alert.objects.get_or_create(
            kind=AlertKind.CAPTURE_FAILED,
            booking=booking,
            solved_at=None,
            defaults={"text": text[:300], "created_at": now},
        )


def _answer(payment: Payment, action: Action) -> Report | None:
    """None: not reached. A refusal may mean that it was done and the answer was lost: what is true is asked for."""
    company = gateway(payment.gateway)
    try:
        try:
            return company.capture(payment, to_capture(payment)) if action == Action.CAPTURE else company.void(payment)
        except GatewayRefused as error:
            logger.warning("payment %s: %s was refused: %s", payment.pk, action, error)
            return ask(payment)
    except GatewayUnavailable as error:
        logger.warning("payment %s: no answer to %s: %s", payment.pk, action, error)
        return None


@retried
def _refund_surplus(payment: Payment, now: datetime) -> None:
    with transaction.atomic():
        lock_checkout(payment.checkout_id)
        payment = lock_payment(payment.pk)
        if not payment.refunds.filter(state=RefundState.FAILED).exists():
            give_back(payment, reason=PAID_TWICE, now=now)


@retried
def _refund_rest(checkout: Checkout, booking: Booking, now: datetime) -> None:
    """What was taken for the booking and is neither its price, if it stands, nor retained; what is retained gets its
    row with the reason. What the bank refused before is the owner's to solve."""
    with transaction.atomic():
        checkout, bookings = lock_checkout(checkout.pk)
        booking = next(own for own in bookings if own.pk == booking.pk)
        line = OrderLine.objects.filter(order__checkout=checkout, booking=booking).first()
        if line is None or booking.status not in (*FINAL, *ON_CALENDAR):
            return
        if booking.amount_retained:
            _keep(line, booking, now)
        for payment in checkout.payments.filter(state__in=TAKEN, pk=checkout.completed_by_id or 0):
            part = min(_rest(booking, line, payment), refundable(payment))
            if part > 0:
                give_back(payment, amount=part, line=line, reason=_reason(booking), now=now)


def _rest(booking: Booking, line: OrderLine, payment: Payment) -> Decimal:
    """What is too much and was not asked for yet, at most what this payment has of this booking."""
    refunds = line.refunds.filter(payment=payment)
    under_way = refunds.exclude(state=RefundState.DONE).aggregate(sum=Sum("amount"))["sum"] or ZERO
    asked = refunds.exclude(state=RefundState.FAILED).aggregate(sum=Sum("amount"))["sum"] or ZERO
    share = payment.checkout.lines.values_list("due_now", flat=True).get(booking=booking)
    return min(overpaid(booking) - under_way, share - asked)


def _keep(line: OrderLine, booking: Booking, now: datetime) -> None:
    """One row for the line, which grows when more is kept."""
    row, made = Retained.objects.get_or_create(
        line=line, defaults={"amount": booking.amount_retained, "reason": _reason(booking), "created_at": now}
    )
    if not made and row.amount != booking.amount_retained:
        row.amount, row.reason = booking.amount_retained, _reason(booking)
        row.save(update_fields=["amount", "reason"])


def _reason(booking: Booking) -> str:
    if booking.status not in FINAL:
        return FEWER_PEOPLE
    ended = booking.events.filter(kind__in=["declined", "canceled"]).order_by("-revision").first()
    return (ended.reason if ended else "") or booking.status.upper()
