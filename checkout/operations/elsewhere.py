"""What happened to money at the provider without us: given back by hand there, disputed, lost."""

from datetime import datetime
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from bookings.actors import Actor
from bookings.lifecycle import record_payment
from bookings.models import Alert, AlertKind, Booking
from checkout.models import OrderLine, Payment, Refund, RefundState
from checkout.operations.shares import left_of
from checkout.pricing import ZERO
from services.prices import exponent, split
from services.wording import money

AT_PROVIDER = "AT_PROVIDER"


def record_refunds_elsewhere(payment: Payment, told: Decimal, bookings: list[Booking], *, now: datetime) -> None:
    """`told`: all that went back, by the provider. What nobody asked for here gets its rows, by the lines' shares.

    Under the checkout's and the payment's locks. A request of ours that is under way is one of those told of.
    """
    ours = payment.refunds.exclude(state__in=[RefundState.FAILED, RefundState.REPLACED]).filter(by_hand=False)
    beyond = min(told, payment.amount_captured) - (ours.aggregate(sum=Sum("amount"))["sum"] or ZERO)
    if beyond <= 0:
        return
    lines = list(OrderLine.objects.filter(order__checkout=payment.checkout_id).order_by("pk"))
    weights = [left_of(payment, line) for line in lines] if payment.shares.exists() else [ZERO] * len(lines)
    own = {booking.pk: booking for booking in bookings}
    for line, amount in zip(lines, split(beyond, weights, exponent(payment.currency)), strict=True):
        if amount:
            _record(payment, line, amount, own.get(line.booking_id or 0), now)


def _record(payment: Payment, line: OrderLine, amount: Decimal, booking: Booking | None, now: datetime) -> None:
    Refund.objects.create(
        payment=payment,
        line=line,
        amount=amount,
        reason=AT_PROVIDER,
        idempotency_key=f"{payment.idempotency_key}:refund:{payment.refunds.count() + 1}",
        state=RefundState.DONE,
        created_at=now,
        done_at=now,
    )
    if booking is not None and not payment.is_surplus_of(payment.checkout):
        record_payment(booking, by=Actor.system(), now=now, refunded=booking.amount_refunded + amount)


def alert_dispute(payment: Payment, bookings: list[Booking], now: datetime) -> None:
    """The customer's bank asks for the money back: a person has to answer it, at the provider."""
    text = _("%(amount)s is disputed by the customer's bank. Answer it at the payment provider.") % {
        "amount": money(payment.amount_captured, payment.currency)
    }
    Alert.objects.get_or_create(
        kind=AlertKind.DISPUTED,
        booking=bookings[0] if bookings else None,
        text=text,
        solved_at=None,
        defaults={"created_at": now},
    )
