"""What the shop may ask of the sandbox. Each is the same the second time; amounts in minor units."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from checkout.models import SandboxEvent, SandboxPayment, SandboxState
from checkout.sandbox import payments
from checkout.sandbox.notices import notify
from checkout.sandbox.payments import Refused


def announce(key: str, wanted: dict[str, Any], *, now: datetime) -> SandboxPayment:
    """The payment of this key. Raises Refused when the key was used for another amount."""
    payment, _ = SandboxPayment.objects.get_or_create(idempotency_key=key, defaults={**wanted, "created_at": now})
    if (payment.amount, payment.currency) != (wanted["amount"], wanted["currency"]):
        raise Refused("This key was used for another amount.")
    return payment


@transaction.atomic
def capture(payment_id: UUID, amount: int, *, now: datetime) -> SandboxPayment:
    """Takes what was reserved, or less and lets the rest go."""
    payment = payments.lock(payment_id)
    if payment.state == SandboxState.CAPTURED:
        return payment
    if payment.state != SandboxState.AUTHORISED:
        raise Refused("Only a reserved payment can be captured.")
    if not 0 < amount <= payment.amount:
        raise Refused("No more can be captured than was reserved.")
    payment.state = SandboxState.CAPTURED
    payment.save(update_fields=["state"])
    notify(payment, payments.CAPTURED, now=now, amount=amount)
    return payment


@transaction.atomic
def void(payment_id: UUID) -> SandboxPayment:
    payment = payments.lock(payment_id)
    if payment.state not in (SandboxState.AUTHORISED, SandboxState.VOIDED):
        raise Refused("Only a reserved payment can be voided.")
    payment.state = SandboxState.VOIDED
    payment.save(update_fields=["state"])
    return payment


@transaction.atomic
def refund(payment_id: UUID, key: str, amount: int, *, now: datetime) -> SandboxEvent:
    """The refund of this key, which is the event that tells of it."""
    payment = payments.lock(payment_id)
    if before := payment.events.filter(idempotency_key=key).first():
        if before.body["amount"] != amount:
            raise Refused("This key was used for another amount.")
        return before
    if payment.amount_refunded + amount > payments.amount_captured(payment):
        raise Refused("No more can be given back than was taken.")
    payment.amount_refunded += amount
    payment.save(update_fields=["amount_refunded"])
    return notify(payment, payments.REFUNDED, now=now, amount=amount, key=key)


@transaction.atomic
def expire(payment_id: UUID, *, now: datetime) -> SandboxPayment:
    """Ends the page now. Refused once the customer has chosen: the money may already be on its way."""
    payment = payments.lock(payment_id)
    status = payments.status_of(payment, now)
    if status not in (SandboxState.OPEN, payments.EXPIRED):
        raise Refused("The customer has already chosen.")
    if status == SandboxState.OPEN:
        payment.expires_at = now
        payment.save(update_fields=["expires_at"])
    return payment
