"""What was ordered; exists from the moment its checkout completes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bookings.models import Booking
from bookings.models.fields import MoneyField
from checkout.models.checkout import Checkout
from checkout.models.plan import Membership


class Order(models.Model):
    checkout = models.OneToOneField(Checkout, on_delete=models.PROTECT, related_name="order")
    currency = models.CharField(_("currency"), max_length=3)
    total = MoneyField(_("total"))
    discount = MoneyField(_("discount"), help_text=_("Taken off already."))
    coupon_code = models.CharField(_("coupon"), max_length=40, blank=True)
    seller_name = models.CharField(_("seller"), max_length=200, blank=True)
    seller_number = models.CharField(_("seller's tax number"), max_length=40, blank=True)
    seller_address = models.CharField(_("seller's address"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("ordered at"))

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        indexes = [models.Index(fields=["created_at"], name="orders_by_day")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """Such as 2026-00417: never used twice."""
        return f"{self.created_at:%Y}-{self.pk:05d}"


class OrderLine(models.Model):
    """As ordered: a booking that is changed later costs what the booking says. A line is of a booking or a plan."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    booking = models.ForeignKey(Booking, null=True, blank=True, on_delete=models.PROTECT, related_name="order_lines")
    membership = models.OneToOneField(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="order_line"
    )
    title = models.CharField(_("what"), max_length=200)
    participants = models.PositiveSmallIntegerField(_("people"), default=1)
    amount = MoneyField(_("amount"), help_text=_("After the discount, tax included."))
    discount = MoneyField(_("discount"))
    tax_rate = models.DecimalField(_("tax included, %"), max_digits=5, decimal_places=2, default=0)
    due_now = MoneyField(_("due online"))

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        constraints = [
            models.UniqueConstraint(fields=["order", "booking"], name="a_booking_is_once_in_an_order"),
            models.CheckConstraint(
                condition=models.Q(booking__isnull=False, membership__isnull=True)
                | models.Q(booking__isnull=True, membership__isnull=False),
                name="an_order_line_is_of_one_thing",
            ),
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
