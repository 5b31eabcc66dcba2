"""Attempts to pay, and the provider's word on them. Rows of money are never deleted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bookings.models.fields import MoneyField
from checkout.models.checkout import Checkout
from checkout.models.order import OrderLine

OFFLINE = "offline"  # the gateway of what changes hands in person


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


class Purpose(models.TextChoices):
    """What a payment is for: to complete its checkout, or something of it afterwards."""

    ORDER = "order", _("the order")
    BALANCE = "balance", _("what was left to pay")
    IN_PERSON = "in_person", _("in person")


class Payment(models.Model):
    """One attempt. The idempotency key is stored before the provider is called; the state only moves forward, save
    that a dispute may be won."""

    checkout = models.ForeignKey(Checkout, on_delete=models.PROTECT, related_name="payments")
    number = models.PositiveSmallIntegerField(_("attempt"), default=1)
    idempotency_key = models.CharField(max_length=80, unique=True)
    gateway = models.CharField(_("gateway"), max_length=20)
    provider_id = models.CharField(_("provider's number"), max_length=80, blank=True)
    provider_url = models.URLField(max_length=2000, blank=True)
    money_id = models.CharField(
        _("provider's number of the money"),
        max_length=80,
        blank=True,
        help_text=_("Where the money has another number than the page it was paid on."),
    )
    purpose = models.CharField(_("for"), max_length=10, choices=Purpose, default=Purpose.ORDER)
    line = models.ForeignKey(
        OrderLine,
        verbose_name=_("for the line"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="payments",
        help_text=_("Empty: for all of the order, by its shares."),
    )
    amount = MoneyField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    capture_later = models.BooleanField(_("only reserved"), default=False)
    state = models.CharField(_("state"), max_length=16, choices=PaymentState, default=PaymentState.CREATED)
    failure = models.CharField(_("because"), max_length=200, blank=True)
    amount_captured = MoneyField(_("taken"))
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    captured_at = models.DateTimeField(_("paid at"), null=True, blank=True)
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
                condition=Q(purpose="order", line__isnull=True) | ~Q(purpose="order") & Q(line__isnull=False),
                name="a_later_payment_names_its_line",
            ),
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
            models.Index(fields=["money_id"], condition=~Q(money_id=""), name="payments_by_their_money"),
            models.Index(fields=["captured_at"], name="payments_by_day"),
        ]

    def __str__(self) -> str:
        return self.idempotency_key

    def is_surplus_of(self, checkout: Checkout) -> bool:
        """Another attempt, or no payment at all, had completed the checkout: this one is not what was agreed."""
        completed = checkout.completed_at is not None
        return self.purpose == Purpose.ORDER and completed and checkout.completed_by_id != self.pk

    @property
    def is_offline(self) -> bool:
        return self.gateway == OFFLINE


class Share(models.Model):
    """What an order line has of a payment that was taken. Nothing of a surplus payment is any line's."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="shares")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="shares")
    amount = MoneyField(_("amount"))

    class Meta:
        verbose_name = _("share of a payment")
        verbose_name_plural = _("shares of payments")
        constraints = [
            models.UniqueConstraint(fields=["payment", "line"], name="a_line_has_one_share_of_a_payment"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="a_share_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.payment}: {self.amount}"


class WebhookEvent(models.Model):
    """A notice that was believed, and the queue of its effect: stored and answered at once, the same event again finds
    its row; what is true is asked back by the worker, in whose transaction `handled_at` is set."""

    gateway = models.CharField(max_length=20)
    event_id = models.CharField(max_length=120)
    kind = models.CharField(max_length=60)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="notices")
    received_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gateway", "event_id"], name="an_event_has_its_effect_once"),
        ]
        indexes = [
            models.Index(fields=["received_at"], condition=Q(handled_at__isnull=True), name="notices_to_handle"),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.event_id}"
