"""Money given back. Rows of money are never deleted."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bookings.models.fields import MoneyField
from checkout.models.order import OrderLine
from checkout.models.payment import Payment


class RefundState(models.TextChoices):
    REQUESTED = "requested", _("requested")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    REPLACED = "replaced", _("replaced by another")


class Refund(models.Model):
    """The request is the row; a task asks the provider, again and again with the same key, until it answers."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="refunds")
    amount = MoneyField(_("amount"))
    reason = models.CharField(_("because"), max_length=200)
    by_hand = models.BooleanField(
        _("by hand"), default=False, help_text=_("Given back by a person, whatever way it was paid.")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
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
            models.Index(fields=["done_at"], condition=Q(state="done"), name="refunds_by_day"),
            models.Index(fields=["retry_at"], condition=Q(state="requested"), name="refunds_to_carry_out"),
        ]

    def __str__(self) -> str:
        return self.idempotency_key
