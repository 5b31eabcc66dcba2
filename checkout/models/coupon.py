"""Coupons, and who used one on which checkout (domain.md section 12)."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from bookings.models import Contact
from bookings.models.fields import MoneyField
from checkout.models.checkout import Checkout
from services.models import Service


class Coupon(models.Model):
    """So many percent or so much off. `used` is counted under the row's own lock, and never above the limit."""

    code = models.CharField(
        _("code"),
        max_length=40,
        validators=[RegexValidator(r"^[A-Za-z0-9-]+$", _("Use letters, digits and hyphens."))],
        help_text=_("Large and small letters are the same."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("For you; customers don't see it."))
    percent = models.DecimalField(
        _("percent off"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    amount = MoneyField(_("amount off"), null=True, blank=True, validators=[MinValueValidator(0)])
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    services = models.ManyToManyField(
        Service, verbose_name=_("for"), blank=True, related_name="coupons", help_text=_("None: for all of them.")
    )
    limit = models.PositiveIntegerField(_("uses in all"), null=True, blank=True, help_text=_("Empty: any number."))
    limit_per_contact = models.PositiveSmallIntegerField(
        _("uses per person"), null=True, blank=True, help_text=_("Empty: any number.")
    )
    used = models.PositiveIntegerField(_("used"), default=0, editable=False)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("coupon")
        verbose_name_plural = _("coupons")
        constraints = [
            models.UniqueConstraint(Upper("code"), name="a_code_is_one_coupon"),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100, amount__isnull=True)
                | Q(percent__isnull=True, amount__gt=0),
                name="a_coupon_is_percent_or_amount",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="a_coupon_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(limit__isnull=True) | Q(used__lte=F("limit")), name="a_coupon_is_used_within_its_limit"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class CouponUse(models.Model):
    """Kept for a checkout from the moment the code is typed; free again when the checkout ends unpaid."""

    coupon = models.ForeignKey(Coupon, on_delete=models.PROTECT, related_name="uses")
    checkout = models.ForeignKey(Checkout, on_delete=models.PROTECT, related_name="coupon_uses")
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="coupon_uses")
    amount = MoneyField(_("amount off"))
    used_at = models.DateTimeField(_("used at"))
    released_at = models.DateTimeField(_("free again at"), null=True, blank=True)

    class Meta:
        ordering = ["-used_at"]
        verbose_name = _("use of a coupon")
        verbose_name_plural = _("uses of coupons")
        constraints = [
            models.UniqueConstraint(
                fields=["checkout"], condition=Q(released_at__isnull=True), name="a_checkout_has_one_coupon"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coupon}: {self.amount}"
