"""What was ordered; exists from the moment its checkout completes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bookings.models import Booking
from bookings.models.fields import MoneyField
from checkout.models.checkout import Checkout


class Order(models.Model):
    checkout = models.OneToOneField(Checkout, on_delete=models.PROTECT, related_name="order")
    currency = models.CharField(_("currency"), max_length=3)
    total = MoneyField(_("total"))
    created_at = models.DateTimeField(_("ordered at"))

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("order")
        verbose_name_plural = _("orders")

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """Such as 2026-00417: never used twice."""
        return f"{self.created_at:%Y}-{self.pk:05d}"


class OrderLine(models.Model):
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="order_lines")
    title = models.CharField(_("what"), max_length=200)
    participants = models.PositiveSmallIntegerField(_("people"), default=1)
    amount = MoneyField(_("amount"))
    due_now = MoneyField(_("due online"))

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        constraints = [
            models.UniqueConstraint(fields=["order", "booking"], name="a_booking_is_once_in_an_order"),
        ]

    def __str__(self) -> str:
        return self.title


class Retained(models.Model):
    """Money that is kept although its booking does not stand, and why."""

    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="retained")
    amount = MoneyField(_("amount"))
    reason = models.CharField(_("because"), max_length=200)
    created_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("kept amount")
        verbose_name_plural = _("kept amounts")
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="something_is_kept"),
            models.UniqueConstraint(fields=["line"], name="a_line_is_kept_once"),
        ]

    def __str__(self) -> str:
        return f"{self.amount}: {self.reason}"
