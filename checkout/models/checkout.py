"""The way from details to a standing booking: what is to be paid, how, until when."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bookings.models import Booking, Contact
from bookings.models.fields import MoneyField
from bookings.states import PaymentOption
from checkout.models.plan import Plan


class Checkout(models.Model):
    """Carries the form's token, so that a form sent twice is one checkout; payment attempts hang on it.

    The amounts are frozen while it lives: a price edited meanwhile does not reach it (domain.md section 12).
    """

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    option = models.CharField(_("way to pay"), max_length=18, choices=PaymentOption, default=PaymentOption.UNDEFINED)
    currency = models.CharField(_("currency"), max_length=3)
    total = MoneyField(_("total"), help_text=_("After the discount."))
    discount = MoneyField(_("discount"))
    due_now = MoneyField(_("due now"))
    contact = models.ForeignKey(
        Contact,
        verbose_name=_("bought by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="checkouts",
        help_text=_("Of a plan: whose it will be."),
    )
    created_at = models.DateTimeField(_("started at"))
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)
    completed_by = models.OneToOneField(
        "checkout.Payment",
        verbose_name=_("completed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The attempt that counts; whatever else holds money is let go or given back."),
    )
    bookings = models.ManyToManyField(Booking, through="CheckoutLine", related_name="checkouts")

    class Meta:
        verbose_name = _("checkout")
        verbose_name_plural = _("checkouts")
        constraints = [
            models.CheckConstraint(
                condition=Q(total__gte=0, due_now__gte=0, due_now__lte=F("total")),
                name="no_more_is_due_than_the_total",
            ),
            models.CheckConstraint(condition=Q(discount__gte=0), name="a_discount_is_not_negative"),
        ]

    def __str__(self) -> str:
        return str(self.token)


class CheckoutLine(models.Model):
    """A booking, or a plan that is bought."""

    checkout = models.ForeignKey(Checkout, on_delete=models.CASCADE, related_name="lines")
    booking = models.ForeignKey(
        Booking, null=True, blank=True, on_delete=models.CASCADE, related_name="checkout_lines"
    )
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="checkout_lines")
    terms = models.JSONField(default=dict, blank=True, help_text=_("What the plan said when it was chosen."))
    total = MoneyField(_("total"), help_text=_("After the discount."))
    discount = MoneyField(_("discount"))
    due_now = MoneyField(_("due now"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["checkout", "booking"], name="a_booking_is_once_in_a_checkout"),
            models.CheckConstraint(
                condition=Q(booking__isnull=False, plan__isnull=True) | Q(booking__isnull=True, plan__isnull=False),
                name="a_checkout_line_is_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.checkout} {self.booking or self.plan}"
