"""What the sandbox knows of a payment, read from its row and the notices about it. Amounts in minor units."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from checkout.models import SandboxEvent, SandboxPayment, SandboxState

# A payment's status is its state, save that an open one may be under way, or over.
PROCESSING, EXPIRED = "processing", "expired"

CAPTURED, AUTHORISED = "payment.captured", "payment.authorised"
FAILED, REFUNDED = "payment.failed", "payment.refunded"


class Refused(Exception):
    """The provider says no; the text is for the shop's developers, and answered as 409."""


def lock(payment_id: UUID) -> SandboxPayment:
    """Raises SandboxPayment.DoesNotExist."""
    return SandboxPayment.objects.select_for_update(no_key=True).get(pk=payment_id)


def status_of(payment: SandboxPayment, now: datetime) -> str:
    """A time limit counts from when it has passed, whether or not anything tidied up."""
    if payment.state != SandboxState.OPEN:
        return payment.state
    if payment.events.exists():
        return PROCESSING
    return EXPIRED if payment.expires_at <= now else SandboxState.OPEN


def amount_captured(payment: SandboxPayment) -> int:
    """What was taken, which a capture may make less than what was reserved."""
    if payment.state != SandboxState.CAPTURED:
        return 0
    taken = SandboxEvent.objects.filter(payment=payment, body__type=CAPTURED).first()
    return int(taken.body["amount"]) if taken else payment.amount


def describe(payment: SandboxPayment, now: datetime) -> dict[str, Any]:
    """As the API and the notices show it."""
    return {
        "id": str(payment.pk),
        "url": settings.SANDBOX_URL + reverse("sandbox:pay", args=[payment.pk]),
        "status": status_of(payment, now),
        "amount": payment.amount,
        "amount_captured": amount_captured(payment),
        "amount_refunded": payment.amount_refunded,
        "currency": payment.currency,
        "expires_at": payment.expires_at.isoformat(),
    }
