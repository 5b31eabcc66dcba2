"""Money follows the booking: settlement.py says what is due, this does it, as often as it takes."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from bookings.models import Alert, AlertKind, Booking
from bookings.retrying import retried
from bookings.states import FINAL
from checkout.gateways import GatewayRefused, GatewayUnavailable, Report, gateway
from checkout.models import Checkout, OrderLine, Payment, PaymentState, RefundState, Retained
from checkout.operations.locking import lock_checkout
from checkout.operations.refunds import TAKEN, give_back, refundable
from checkout.operations.reports import apply_report
from checkout.pricing import ZERO
from checkout.settlement import Action, settle

_LONGEST_WAIT = timedelta(hours=1)


def settle_booking(booking: Booking, *, now: datetime) -> None:
    """Capture, void or refund what this booking's payments hold; nothing due: nothing done."""
    for payment in Payment.objects.filter(checkout__lines__booking=booking).order_by("pk"):
        action = settle(booking.status, payment.state)
        if action == Action.CAPTURE and _is_surplus(payment):
            action = Action.VOID
        if action in (Action.CAPTURE, Action.VOID):
            _ask_provider(payment, action, booking, now)
        elif action == Action.REFUND:
            _refund_rest(payment.checkout, booking, now)


def _is_surplus(payment: Payment) -> bool:
    """Reserved by a second attempt, when an earlier one had completed the checkout already."""
    holding = (PaymentState.AUTHORISED, *TAKEN)
    return payment.checkout.payments.filter(state__in=holding, number__lt=payment.number).exists()


def _ask_provider(payment: Payment, action: Action, booking: Booking, now: datetime) -> None:
    company = gateway(payment.gateway)
    try:
        report = company.capture(payment, payment.amount) if action == Action.CAPTURE else company.void(payment)
    except GatewayUnavailable:
        wait = min(timedelta(minutes=2**payment.attempts), _LONGEST_WAIT)
        Payment.objects.filter(pk=payment.pk).update(attempts=payment.attempts + 1, retry_at=now + wait)
        return
    except GatewayRefused as error:
        report = Report(PaymentState.FAILED, payment.amount, ZERO, payment.currency, failure=str(error))
    apply_report(payment, report, now=now)
    if action == Action.CAPTURE and report.state != PaymentState.CAPTURED:
        text = _("The reserved amount could not be taken: %(why)s") % {"why": report.failure}
        Alert.objects.get_or_create(
            kind=AlertKind.CAPTURE_FAILED,
            booking=booking,
            solved_at=None,
            defaults={"text": text[:300], "created_at": now},
        )


@retried
def _refund_rest(checkout: Checkout, booking: Booking, now: datetime) -> None:
    """All that was taken for the booking, except what it says is retained; that gets its row with the reason."""
    with transaction.atomic():
        checkout, bookings = lock_checkout(checkout.pk)
        booking = next(own for own in bookings if own.pk == booking.pk)
        line = OrderLine.objects.filter(order__checkout=checkout, booking=booking).first()
        if line is None or booking.status not in FINAL:
            return
        if booking.amount_retained and not line.retained.exists():
            reason = booking.events.order_by("-revision").filter(kind="canceled").values_list("reason", flat=True)
            Retained.objects.create(
                line=line, amount=booking.amount_retained, reason=reason.first() or "", created_at=now
            )
        asked = line.refunds.exclude(state=RefundState.FAILED).aggregate(sum=Sum("amount"))["sum"] or ZERO
        failed = line.refunds.filter(state=RefundState.FAILED).exists()
        rest = booking.amount_paid - asked - booking.amount_retained
        for payment in checkout.payments.filter(state__in=TAKEN).order_by("pk"):
            part = min(rest, refundable(payment))
            if part > 0 and not failed:
                give_back(payment, amount=part, line=line, reason=_reason(booking), now=now)
                rest -= part


def _reason(booking: Booking) -> str:
    ended = booking.events.filter(kind__in=["declined", "canceled"]).order_by("-revision").first()
    return (ended.reason if ended else "") or booking.status.upper()
