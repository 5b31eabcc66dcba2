"""Money follows the booking: settlement.py says what is due, this does it, as often as it takes."""

import logging
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet, Sum

from bookings.balance import overpaid
from bookings.going_back import going_back
from bookings.models import Booking, EventKind
from bookings.patience import wait_after
from bookings.retrying import retried
from bookings.states import FINAL, ON_CALENDAR, Status
from checkout.gateways import GatewayRefused, GatewayUnavailable, Report, gateway
from checkout.models import (
    OFFLINE,
    Checkout,
    OrderLine,
    Payment,
    PaymentState,
    Refund,
    RefundState,
    Retained,
)
from checkout.operations import alerts
from checkout.operations.locking import lock_checkout, lock_payment
from checkout.operations.refunds import give_back, give_back_surplus, taken_for
from checkout.operations.reports import apply_report, ask
from checkout.operations.shares import left_of, to_capture
from checkout.pricing import ZERO
from checkout.reasons import FEWER_PEOPLE, PAID_TWICE
from checkout.settlement import Action, settle

logger = logging.getLogger(__name__)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)


def settle_booking(booking: Booking, *, now: datetime) -> None:
    """Capture, void or refund what this booking's payments hold; nothing due: nothing done."""
    shrunk = overpaid(booking) > 0 or booking.amount_retained > 0
    rest = booking.amount_retained > 0
    for payment in _payments(checkout__lines__booking=booking):
        if payment.is_surplus_of(payment.checkout):
            continue
        action = settle(booking.status, payment.state, shrunk=shrunk, offline=payment.is_offline)
        if action == Action.CAPTURE and not to_capture(payment):
            action = Action.VOID
        if action in (Action.CAPTURE, Action.VOID):
            _ask_provider(payment, action, booking, now)
        rest = rest or action == Action.REFUND
    for line in OrderLine.objects.filter(booking=booking).order_by("-pk") if rest else ():
        _refund_rest(line, booking, now)
    for checkout in booking.checkouts.order_by("pk"):
        settle_surplus(checkout, now=now)


def settle_surplus(checkout: Checkout, *, now: datetime) -> None:
    """What another attempt holds than the one that counts is let go, or given back."""
    for payment in _payments(checkout=checkout):
        if not payment.is_surplus_of(payment.checkout):
            continue
        action = settle(Status.CONFIRMED, payment.state, surplus=True, offline=payment.is_offline)
        if action == Action.VOID:
            _ask_provider(payment, action, checkout.bookings.first(), now)
        elif action == Action.REFUND:
            _refund_surplus(payment, now)


def _payments(**which: Any) -> QuerySet[Payment]:
    return Payment.objects.filter(**which).select_related("checkout").order_by("pk")


def _ask_provider(payment: Payment, action: Action, booking: Booking | None, now: datetime) -> None:
    """What could not be taken is said by the report; no answer after many tries here."""
    report = _answer(payment, action)
    if report is not None:
        payment = apply_report(payment, report, now=now)
    if payment.state != PaymentState.AUTHORISED:
        return
    wait = wait_after(payment.attempts + 1, first=_FIRST_WAIT, longest=_LONGEST_WAIT)
    Payment.objects.filter(pk=payment.pk).update(attempts=payment.attempts + 1, retry_at=now + wait)
    if payment.attempts + 1 == alerts.ALERT_AFTER and action == Action.CAPTURE:
        alerts.no_answer_to_capture(booking, now)


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
            give_back_surplus(payment, reason=PAID_TWICE, now=now)


@retried
def _refund_rest(line: OrderLine, booking: Booking, now: datetime) -> None:
    """What was taken for the booking and is neither its price, if it stands, nor retained; what is retained gets its
    row with the reason. What the bank refused before is the owner's to solve."""
    with transaction.atomic():
        _, bookings = lock_checkout(line.order.checkout_id)
        booking = next(own for own in bookings if own.pk == booking.pk)
        if booking.status not in (*FINAL, *ON_CALENDAR):
            return
        if booking.amount_retained:
            _keep(line, booking, now)
        rest = _goes_back(booking)
        for payment in taken_for(line):
            part = ZERO if payment.is_offline else min(rest, left_of(payment, line))
            if part > 0:
                give_back(payment, line, part, reason=_reason(booking), now=now)
                rest -= part


def _goes_back(booking: Booking) -> Decimal:
    """By the bank, of what nobody asked back yet. What was refused and is not solved waits for the owner."""
    asked = Refund.objects.filter(line__booking=booking, state__in=[RefundState.REQUESTED, RefundState.FAILED])
    asked = asked.filter(payment__shares__line=F("line"))  # nothing of a surplus was ever the booking's
    every, in_person = (
        rows.aggregate(sum=Sum("amount"))["sum"] or ZERO for rows in (asked, asked.filter(payment__gateway=OFFLINE))
    )
    return min(overpaid(booking) - every, going_back(booking).by_bank - (every - in_person))


def _keep(line: OrderLine, booking: Booking, now: datetime) -> None:
    """One row for the line, which grows when more is kept; another line of the booking has its own."""
    others = Retained.objects.filter(line__booking=booking).exclude(line=line).aggregate(sum=Sum("amount"))["sum"]
    amount = booking.amount_retained - (others or ZERO)
    if amount <= 0:
        return
    row, made = Retained.objects.get_or_create(
        line=line, defaults={"amount": amount, "reason": _reason(booking), "created_at": now}
    )
    if not made and row.amount != amount:
        row.amount, row.reason = amount, _reason(booking)
        row.save(update_fields=["amount", "reason"])


def _reason(booking: Booking) -> str:
    if booking.status in FINAL:
        ended = booking.events.filter(kind__in=["declined", "canceled"]).order_by("-revision").first()
        return (ended.reason if ended else "") or booking.status.upper()
    fewer = booking.events.filter(kind=EventKind.NUMBER_OF_PARTICIPANTS_UPDATED).exists()
    return FEWER_PEOPLE if fewer else PAID_TWICE
