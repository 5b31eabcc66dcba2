"""What the provider says of a payment, applied: for webhooks, returns, and the sweep of hanging payments."""

from datetime import datetime
from itertools import zip_longest

from django.db import transaction
from django.utils.translation import gettext as _

from bookings import messages
from bookings.actors import Actor
from bookings.lifecycle import record_payment
from bookings.models import Alert, AlertKind, Booking, MessageKind
from bookings.notices import money_facts
from bookings.nudges import nudge_by_name
from bookings.retrying import retried
from bookings.states import PaymentOption
from checkout.gateways import GatewayRefused, GatewayUnavailable, Report, gateway
from checkout.models import Checkout, Payment, PaymentState
from checkout.operations.complete import finish
from checkout.operations.locking import lock_checkout, lock_payment
from checkout.operations.shares import shares_of
from checkout.pricing import ZERO
from services.wording import money

SETTLE_TASK = "checkout.tasks.settle_booking"

# A payment's state only moves forward: to a state of higher rank.
_RANK = {
    PaymentState.CREATED: 0,
    PaymentState.PROCESSING: 1,
    PaymentState.AUTHORISED: 2,
    PaymentState.FAILED: 3,
    PaymentState.VOIDED: 3,
    PaymentState.CAPTURED: 4,
    PaymentState.PARTLY_REFUNDED: 5,
    PaymentState.REFUNDED: 6,
    PaymentState.DISPUTED: 7,
}


def look_up(payment: Payment, *, now: datetime) -> Payment:
    """Ask the provider and apply its answer; without an answer everything stays as it is."""
    try:
        report = ask(payment)
    except GatewayUnavailable:
        return payment
    return apply_report(payment, report, now=now)


def ask(payment: Payment) -> Report:
    """What the provider says now; one that does not know the payment has failed it. Never inside a transaction.

    Raises GatewayUnavailable.
    """
    try:
        return gateway(payment.gateway).look_up(payment)
    except GatewayRefused as error:
        return Report(
            PaymentState.FAILED, payment.amount, payment.amount_captured, payment.currency, failure=str(error)
        )


@retried
def apply_report(payment: Payment, report: Report, *, now: datetime) -> Payment:
    """The payment forward to what was reported, with all that follows from it, in one transaction.

    Anything reported twice, late or out of order changes nothing.
    """
    with transaction.atomic():
        checkout, bookings = lock_checkout(payment.checkout_id)
        payment = lock_payment(payment.pk)
        if (report.amount, report.currency) != (payment.amount, payment.currency):
            _alert_mismatch(payment, report, bookings[0], now)
            return payment
        if _RANK[PaymentState(report.state)] <= _RANK[PaymentState(payment.state)]:
            return payment
        was = payment.state
        payment.state, payment.failure, payment.updated_at = report.state, report.failure[:200], now
        payment.amount_captured = min(report.amount_captured, payment.amount)
        payment.save(update_fields=["state", "failure", "amount_captured", "updated_at"])
        _follow(payment, was, report, checkout, bookings, now)
    return payment


def _follow(
    payment: Payment, was: str, report: Report, checkout: Checkout, bookings: list[Booking], now: datetime
) -> None:
    has_money = report.state in (PaymentState.AUTHORISED, PaymentState.CAPTURED)
    if has_money and checkout.completed_at is None:
        finish(checkout, bookings, PaymentOption.ONLINE, payment, now=now)
    elif payment.is_surplus_of(checkout):
        if has_money:  # a second attempt: nothing of it is the booking's, all of it goes back at once
            nudge_by_name(SETTLE_TASK, bookings[0].pk)
        return
    elif was == PaymentState.AUTHORISED:
        _let_go_or_take(payment, checkout, bookings, now)
    if report.state == PaymentState.CAPTURED:
        for booking in bookings:
            event = booking.events.order_by("-revision").first()
            messages.plan(MessageKind.PAYMENT_RECEIVED, booking, event=event, now=now, facts=money_facts(booking))


def _let_go_or_take(payment: Payment, checkout: Checkout, bookings: list[Booking], now: datetime) -> None:
    """Nothing is reserved any more; what was taken is shared out, and may be less than what was."""
    lines = list(checkout.lines.order_by("pk"))
    taken = payment.state == PaymentState.CAPTURED
    shares = shares_of(payment, lines, bookings) if taken else []
    for line, share in zip_longest(lines, shares):
        booking = next(booking for booking in bookings if booking.pk == line.booking_id)
        paid = booking.amount_paid + share if taken else None
        record_payment(booking, by=Actor.system(), now=now, authorised=ZERO, paid=paid)
        if taken and line.due_now != share:
            line.due_now = share
            line.save(update_fields=["due_now"])


def _alert_mismatch(payment: Payment, report: Report, booking: Booking, now: datetime) -> None:
    """Another amount or currency than was asked for is not this payment: a person has to look."""
    text = _("The provider reports %(got)s for payment %(key)s of %(asked)s") % {
        "got": money(report.amount, report.currency),
        "key": payment.idempotency_key,
        "asked": money(payment.amount, payment.currency),
    }
    Alert.objects.get_or_create(
        kind=AlertKind.AUDIT, booking=booking, text=text, solved_at=None, defaults={"created_at": now}
    )
