"""The sandbox provider's own books: what a payment company would keep on its side. Amounts in minor units."""

import uuid

from django.db import models
from django.db.models import Q


class SandboxState(models.TextChoices):
    OPEN = "open"
    AUTHORISED = "authorised"
    CAPTURED = "captured"
    FAILED = "failed"
    VOIDED = "voided"


class SandboxPayment(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    idempotency_key = models.CharField(max_length=80, unique=True)
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    description = models.CharField(max_length=200)
    capture_later = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=SandboxState, default=SandboxState.OPEN)
    amount_refunded = models.PositiveBigIntegerField(default=0)
    return_url = models.URLField(max_length=500)
    cancel_url = models.URLField(max_length=500)
    webhook_url = models.URLField(max_length=500)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_refunded__lte=models.F("amount")), name="the_sandbox_refunds_no_more_than_it_took"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class SandboxEvent(models.Model):
    """A notice on its way to the shop. Delivered by a task, again until the shop answers 200."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    payment = models.ForeignKey(SandboxPayment, on_delete=models.CASCADE, related_name="events")
    idempotency_key = models.CharField(max_length=80, blank=True)
    body = models.JSONField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(delivered_at__isnull=True), name="notices_to_deliver"),
        ]

    def __str__(self) -> str:
        return str(self.id)
