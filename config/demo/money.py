"""Paying for a demo booking the way a customer would, with what the sandbox would then have in its own books."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from bookings.models import Booking
from checkout.gateways import Report
from checkout.models import Checkout, Payment, PaymentState, SandboxPayment, SandboxState
from checkout.operations import apply_report, checkout_options, complete_checkout, create_checkout
from checkout.operations.coupons import apply_coupon
from checkout.pricing import Option
from services.prices import minor_units

GATEWAY = "sandbox"


@dataclass(frozen=True, slots=True)
class Wish:
    """How the customer would like to pay, if the service allows it."""

    online: bool


def go_through_checkout(booking: Booking, wish: Wish, *, now: datetime, coupon: str = "") -> Booking:
    """The booking with its checkout completed at `now`; what is said of it is still to be decided."""
    checkout = create_checkout([booking], token=uuid.uuid4(), now=now)
    if coupon:
        checkout = apply_coupon(checkout, coupon, now=now)
        booking.refresh_from_db()
    offered = checkout_options([booking])
    option = next((each for each in offered if each.online == wish.online), offered[0])
    if option.online:
        pay(checkout, option, f"{booking.title}, {booking.code}", reserve=booking.terms.needs_approval, now=now)
    else:
        complete_checkout(checkout, option, now=now)
    return Booking.objects.get(pk=booking.pk)


def pay(checkout: Checkout, option: Option, description: str, *, reserve: bool = False, now: datetime) -> None:
    checkout.option, checkout.due_now = option.payment_option, option.due_now
    checkout.save(update_fields=["option", "due_now"])
    checkout.lines.update(due_now=option.due_now)
    key = f"checkout:{checkout.pk}:1"
    payment = Payment.objects.create(
        checkout=checkout,
        idempotency_key=key,
        gateway=GATEWAY,
        provider_id=str(_in_the_books(checkout, description, key, reserve=reserve, now=now).pk),
        amount=option.due_now,
        currency=checkout.currency,
        capture_later=reserve,
        state=PaymentState.PROCESSING,
        created_at=now,
        updated_at=now,
    )
    taken = payment.amount * 0 if reserve else payment.amount
    state = PaymentState.AUTHORISED if reserve else PaymentState.CAPTURED
    apply_report(payment, Report(state, payment.amount, taken, payment.currency), now=now)


def _in_the_books(checkout: Checkout, description: str, key: str, *, reserve: bool, now: datetime) -> SandboxPayment:
    return SandboxPayment.objects.create(
        idempotency_key=key,
        amount=minor_units(checkout.due_now, checkout.currency),
        currency=checkout.currency,
        description=description,
        capture_later=reserve,
        state=SandboxState.AUTHORISED if reserve else SandboxState.CAPTURED,
        return_url=settings.SITE_URL,
        cancel_url=settings.SITE_URL,
        webhook_url=settings.SITE_URL,
        expires_at=now + timedelta(minutes=35),
        created_at=now,
    )
