"""Another amount or currency arrives than was asked for (domain.md section 12)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from bookings.models import Booking
from bookings.states import FINAL
from checkout.gateways import Report
from checkout.models import Payment, PaymentState
from checkout.operations import alerts
from services.wording import money


def is_of_another_amount(payment: Payment) -> bool:
    """The provider knows it with another amount or currency than was asked for; a person looks at it."""
    return payment.state == PaymentState.PROCESSING and bool(payment.failure)


def hold_another_amount(payment: Payment, report: Report, bookings: Sequence[Booking], now: datetime) -> Payment:
    """The payment, saved: it is not this one, and not nothing. It stays open while its bookings stand or wait."""
    alerts.other_amount(payment, report.amount, report.currency, bookings, now)
    if payment.state not in (PaymentState.CREATED, PaymentState.PROCESSING):
        return payment
    over = bool(bookings) and all(booking.status in FINAL for booking in bookings)
    payment.state = PaymentState.FAILED if over else PaymentState.PROCESSING
    payment.failure = _("%(amount)s was paid instead.") % {"amount": money(report.amount, report.currency)}
    payment.updated_at = now
    payment.save(update_fields=["state", "failure", "updated_at"])
    return payment
