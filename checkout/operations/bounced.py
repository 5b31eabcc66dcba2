"""What the provider once called given back and is not: the customer's bank returned it, weeks later perhaps."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from bookings.actors import Actor
from bookings.lifecycle import record_payment
from bookings.models import Booking
from checkout.gateways import Report
from checkout.models import Payment, PaymentState, Refund, RefundState
from checkout.operations import alerts
from checkout.pricing import ZERO

_KNOWS_REFUNDS = (PaymentState.CAPTURED, PaymentState.PARTLY_REFUNDED, PaymentState.REFUNDED)
_MARGIN = timedelta(minutes=2)  # longer than an answer takes: what was asked before a refund does not know of it


def record_bounced(payment: Payment, report: Report, bookings: Sequence[Booking], now: datetime) -> None:
    """Less went back, by the provider, than we wrote down: the newest refunds of that much are the owner's again.

    Under the checkout's and the payment's locks. What no refund matches is said by an alert alone.
    """
    done = payment.refunds.filter(state=RefundState.DONE, by_hand=False).select_related("line__booking", "payment")
    missing = (done.aggregate(sum=Sum("amount"))["sum"] or ZERO) - report.amount_refunded
    if missing <= 0 or report.state not in _KNOWS_REFUNDS or done.filter(done_at__gt=now - _MARGIN).exists():
        return
    own = {booking.pk: booking for booking in bookings}
    for row in done.order_by("-done_at", "-pk"):
        if row.amount <= missing:
            _refuse(row, payment, own.get(row.line.booking_id or 0), now)
            missing -= row.amount
    if missing:
        alerts.came_back(payment, missing, bookings, now)


def _refuse(row: Refund, payment: Payment, booking: Booking | None, now: datetime) -> None:
    row.state, row.done_at, row.failure = RefundState.FAILED, None, _("It came back from the customer's bank.")
    row.save(update_fields=["state", "done_at", "failure"])
    if payment.state != PaymentState.DISPUTED:
        rest = payment.refunds.filter(state=RefundState.DONE).exists()
        payment.state = PaymentState.PARTLY_REFUNDED if rest else PaymentState.CAPTURED
        payment.save(update_fields=["state"])
    if booking is not None and not payment.is_surplus_of(payment.checkout):
        refunded: Decimal = booking.amount_refunded - row.amount
        record_payment(booking, by=Actor.system(), now=now, refunded=refunded)
    alerts.refund_refused(row, now)
