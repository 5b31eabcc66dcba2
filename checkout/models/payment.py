"""Attempts to pay, money given back, and the provider's word on both. Rows of money are never deleted."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bookings.models.fields import MoneyField
from checkout.models.checkout import Checkout
from checkout.models.order import OrderLine


class PaymentState(models.TextChoices):
    CREATED = "created", _("started")
    PROCESSING = "processing", _("at the provider")
    AUTHORISED = "authorised", _("reserved")
    CAPTURED = "captured", _("paid")
    FAILED = "failed", _("failed")
    VOIDED = "voided", _("released")
    PARTLY_REFUNDED = "partly_refunded", _("partly refunded")
    REFUNDED = "refunded", _("refunded")
    DISPUTED = "disputed", _("disputed")


class Payment(models.Model):
    """One attempt. The idempotency key is stored before the provider is called; the state only moves forward."""

    checkout = models.ForeignKey(Checkout, on_delete=models.PROTECT, related_name="payments")
    number = models.PositiveSmallIntegerField(_("attempt"), default=1)
    idempotency_key = models.CharField(max_length=80, unique=True)
    gateway = models.CharField(_("gateway"), max_length=20)
    provider_id = models.CharField(_("provider's number"), max_length=80, blank=True)
    provider_url = models.URLField(max_length=500, blank=True)
    amount = MoneyField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    capture_later = models.BooleanField(_("only reserved"), default=False)
    state = models.CharField(_("state"), max_length=16, choices=PaymentState, default=PaymentState.CREATED)
    failure = models.CharField(_("because"), max_length=200, blank=True)
    amount_captured = MoneyField(_("taken"))
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(_("started at"))
    updated_at = models.DateTimeField(_("changed at"))

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.UniqueConstraint(fields=["checkout", "number"], name="attempts_are_numbered"),
            models.UniqueConstraint(
                fields=["gateway", "provider_id"],
                condition=~Q(provider_id=""),
                name="a_provider_number_is_one_payment",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_payment_is_of_something"),
            models.CheckConstraint(
                condition=Q(amount_captured__gte=0, amount_captured__lte=models.F("amount")),
                name="no_more_is_taken_than_was_asked",
            ),
        ]
        indexes = [
            models.Index(
                fields=["updated_at"],
                condition=Q(state__in=["created", "processing", "authorised"]),
                name="payments_without_an_end",
            ),
        ]

    def __str__(self) -> str:
        return self.idempotency_key

    def is_surplus_of(self, checkout: Checkout) -> bool:
        """Another attempt, or no payment at all, had completed the checkout: this one is not what was agreed."""
        return checkout.completed_at is not None and checkout.completed_by_id != self.pk


class RefundState(models.TextChoices):
    REQUESTED = "requested", _("requested")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class Refund(models.Model):
    """The request is the row; a task asks the provider, again and again with the same key, until it answers."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="refunds")
    amount = MoneyField(_("amount"))
    reason = models.CharField(_("because"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=RefundState, default=RefundState.REQUESTED)
    idempotency_key = models.CharField(max_length=80, unique=True)
    provider_id = models.CharField(_("provider's number"), max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(_("failure"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("requested at"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=Decimal(0)), name="a_refund_is_of_something"),
        ]
        indexes = [
            models.Index(fields=["retry_at"], condition=Q(state="requested"), name="refunds_to_carry_out"),
        ]

    def __str__(self) -> str:
        return self.idempotency_key


class WebhookEvent(models.Model):
    """Stored in the transaction of its effect: the same event again finds its row and does nothing."""

    gateway = models.CharField(max_length=20)
    event_id = models.CharField(max_length=120)
    kind = models.CharField(max_length=60)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gateway", "event_id"], name="an_event_has_its_effect_once"),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.event_id}"
