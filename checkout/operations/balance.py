"""begin_balance: what is left of a price is paid online, after the booking stands (domain.md section 12)."""

from datetime import datetime, timedelta

from django.db import transaction

from bookings.balance import due
from bookings.lifecycle.settling import lock_booking
from bookings.models import Booking
from bookings.retrying import retried
from bookings.states import Status
from checkout.errors import CheckoutClosed, PaymentUnavailable
from checkout.gateways import gateway, online_gateway
from checkout.models import OrderLine, Payment, Purpose
from checkout.operations.begin import OPEN, announce, ask_about_begun
from checkout.operations.numbered import new_payment
from checkout.operations.ordering import line_of
from services.models import Business


@retried
def begin_balance(booking: Booking, *, return_url: str, cancel_url: str, now: datetime) -> Payment:
    """An attempt to pay all that is due, known to the provider; the customer goes to `provider_url`.

    Raises CheckoutClosed where nothing is due (any more), PaymentUnavailable.
    """
    ask_about_begun(Payment.objects.filter(line__booking=booking), now=now)
    with transaction.atomic():
        booking = lock_booking(booking)
        amount = due(booking)
        if booking.status != Status.CONFIRMED or amount <= 0:
            raise CheckoutClosed
        line = line_of(booking, now=now)
        attempts = list(line.payments.filter(purpose=Purpose.BALANCE, state__in=OPEN).order_by("number"))
        same = [payment for payment in attempts if payment.amount == amount]
        payment = same[-1] if same else _attempt(line, booking, now)
    for old in attempts:
        if old.pk != payment.pk:
            gateway(old.gateway).expire(old)
    if payment.provider_url:
        return payment
    until = now + timedelta(minutes=Business.objects.current().checkout_minutes)
    return announce(payment, f"{booking.title}, {booking.code}", return_url, cancel_url, until, now)


def _attempt(line: OrderLine, booking: Booking, now: datetime) -> Payment:
    online = online_gateway()
    if online is None:
        raise PaymentUnavailable
    return new_payment(
        line.order.checkout, due(booking), gateway=online.name, now=now, purpose=Purpose.BALANCE, line=line
    )
