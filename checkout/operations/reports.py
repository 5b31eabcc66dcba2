"""What the provider says of a payment, applied: for webhooks, returns, and the sweep of hanging payments."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from bookings import messages
from bookings.actors import Actor
from bookings.lifecycle import record_payment
from bookings.models import Booking, MessageKind
from bookings.notices import money_facts
from bookings.nudges import nudge_by_name
from bookings.retrying import retried
from bookings.states import FINAL, PaymentOption
from checkout.gateways import GatewayRefused, GatewayUnavailable, Report, gateway
from checkout.models import Checkout, Payment, PaymentState, Purpose
from checkout.operations import alerts
from checkout.operations.bounced import record_bounced
from checkout.operations.complete import finish, share_out
from checkout.operations.elsewhere import record_refunds_elsewhere
from checkout.operations.locking import lock_checkout, lock_payment
from checkout.operations.mismatch import hold_another_amount
from checkout.operations.shares import write_shares
from checkout.pricing import ZERO

SURPLUS_TASK = "checkout.tasks.settle_checkout"
BOOKING_TASK = "checkout.tasks.settle_booking"

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

    `now`: from before the provider was asked. Anything reported twice, late or out of order changes nothing.
    """
    with transaction.atomic():
        checkout, bookings = lock_checkout(payment.checkout_id)
        payment = lock_payment(payment.pk)
        if (report.amount, report.currency) != (payment.amount, payment.currency):
            return hold_another_amount(payment, report, bookings, now)
        was, had = payment.state, payment.amount_captured
        if may_follow(was, report.state) and not _stale(payment, now):
            _write(payment, report, now)
            _follow(payment, was, had, checkout, bookings, now)
        over = was == PaymentState.DISPUTED and payment.state != PaymentState.DISPUTED
        if payment.amount_captured:
            back = record_refunds_elsewhere(payment, report.amount_refunded, bookings, lost=over, now=now)
            if over:
                _after_dispute(payment, bookings, back, now)
            record_bounced(payment, report, bookings, now)
    return payment


def _stale(payment: Payment, asked_at: datetime) -> bool:
    """A dispute was heard of since: what was asked before does not know of it, and does not end it."""
    return payment.state == PaymentState.DISPUTED and asked_at < payment.updated_at


def _after_dispute(payment: Payment, bookings: Sequence[Booking], lost: Decimal, now: datetime) -> None:
    """Its money is settled with its booking again."""
    alerts.dispute_over(payment, bookings, lost, now)
    for booking in bookings:
        nudge_by_name(BOOKING_TASK, booking.pk)


def may_follow(was: str, now: str) -> bool:
    """Forward only; but a dispute that was won leaves the money where it was before."""
    if was == PaymentState.DISPUTED:
        return _RANK[PaymentState(now)] in (4, 5, 6)
    return _RANK[PaymentState(now)] > _RANK[PaymentState(was)]


def _write(payment: Payment, report: Report, now: datetime) -> None:
    came_and_went = report.state == PaymentState.REFUNDED and not payment.amount_captured
    payment.state, payment.failure, payment.updated_at = report.state, report.failure[:200], now
    payment.money_id = report.money_id or payment.money_id
    if not came_and_went:  # all of it went back before we heard that it had come: nothing of it was ever ours
        payment.amount_captured = min(report.amount_captured, payment.amount)
    if payment.amount_captured and payment.captured_at is None:
        payment.captured_at = now
    payment.save(update_fields=["state", "failure", "money_id", "amount_captured", "captured_at", "updated_at"])


def _follow(
    payment: Payment, was: str, had: Decimal, checkout: Checkout, bookings: list[Booking], now: datetime
) -> None:
    took = payment.amount_captured > had
    if payment.state == PaymentState.DISPUTED:
        alerts.disputed(payment, bookings, now)
    if payment.purpose != Purpose.ORDER:
        if not took:
            return
        bookings = _take_later(payment, bookings, now)
    elif checkout.completed_at is None and (took or payment.state == PaymentState.AUTHORISED):
        finish(checkout, bookings, PaymentOption.ONLINE, payment, now=now)
    elif payment.is_surplus_of(checkout):
        if took or payment.state == PaymentState.AUTHORISED:  # nothing of it is the order's: all of it goes back
            nudge_by_name(SURPLUS_TASK, checkout.pk)
        return
    elif took or was == PaymentState.AUTHORISED:
        _let_go_or_take(payment, checkout, bookings, now)
    if took:
        _tell(bookings, now)


def _tell(bookings: Sequence[Booking], now: datetime) -> None:
    """Of money that came too late, that it goes back."""
    for booking in bookings:
        late = {"late": True} if booking.status in FINAL else {}
        event = booking.events.order_by("-revision").first()
        facts = money_facts(booking) | late
        messages.plan(MessageKind.PAYMENT_RECEIVED, booking, event=event, now=now, facts=facts)


def _take_later(payment: Payment, bookings: list[Booking], now: datetime) -> list[Booking]:
    """What was left to pay of one line; whose booking has it now."""
    line = payment.line
    if line is None:
        raise ValueError("A payment for later names its line.")
    write_shares(payment, [(line, payment.amount_captured)])
    own = [booking for booking in bookings if booking.pk == line.booking_id]
    for booking in own:
        record_payment(
            booking,
            by=Actor.system(),
            now=now,
            completed=True,
            option=PaymentOption.ONLINE,
            paid=booking.amount_paid + payment.amount_captured,
        )
        alerts.solve_if_paid(booking, now)
    return own


def _let_go_or_take(payment: Payment, checkout: Checkout, bookings: list[Booking], now: datetime) -> None:
    """Nothing is reserved any more; what was taken is shared out, and may be less than what was."""
    lines = list(checkout.lines.order_by("pk"))
    taken = payment.amount_captured > 0
    if taken:
        share_out(payment, checkout.order, lines, bookings)
    own = {booking.pk: booking for booking in bookings}
    for line in lines:
        booking = own.get(line.booking_id or 0)
        if booking is None:
            continue
        paid = booking.amount_paid + line.due_now if taken else None
        record_payment(booking, by=Actor.system(), now=now, authorised=ZERO, paid=paid)
        if taken:
            alerts.solve_if_paid(booking, now)
        else:
            alerts.not_taken(payment, booking, now)
