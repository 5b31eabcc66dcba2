"""Plans: credits bought beforehand, and what became of them (domain.md section 12)."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bookings.models import Booking, Contact
from bookings.models.fields import MoneyField
from services.models import Service


class PlanKind(models.TextChoices):
    PACKAGE = "package", _("so many credits in all")
    PER_CYCLE = "per_cycle", _("so many credits each week or month")
    UNLIMITED = "unlimited", _("as often as one likes")


class Cycle(models.TextChoices):
    WEEK = "week", _("week")
    MONTH = "month", _("month")


class Plan(models.Model):
    """What is sold. A credit is one place of one person on one date; a course takes one for each of its dates."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("in the address"), max_length=80, unique=True)
    summary = models.CharField(_("one line"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=PlanKind, default=PlanKind.PACKAGE)
    credits = models.PositiveSmallIntegerField(
        _("credits"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("In all, or each cycle.")
    )
    cycle = models.CharField(_("every"), max_length=5, choices=Cycle, blank=True)
    valid_days = models.PositiveSmallIntegerField(
        _("valid for, days"), default=90, validators=[MinValueValidator(1), MaxValueValidator(1830)]
    )
    price = MoneyField(_("price"), validators=[MinValueValidator(0)])
    tax_rate = models.DecimalField(
        _("tax included in the price, %"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    services = models.ManyToManyField(Service, verbose_name=_("pays for"), related_name="plans")
    on_sale = models.BooleanField(
        _("on sale"), default=True, help_text=_("Off: customers can't buy it; held ones go on.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.CheckConstraint(condition=Q(price__gt=0), name="a_plan_costs_something"),
            models.CheckConstraint(
                condition=Q(tax_rate__gte=0, tax_rate__lte=100), name="the_tax_of_a_plan_is_a_part_of_it"
            ),
            models.CheckConstraint(condition=Q(valid_days__gte=1), name="a_plan_is_valid_for_a_day_or_more"),
            models.CheckConstraint(
                condition=Q(kind="unlimited", credits__isnull=True)
                | ~Q(kind="unlimited") & Q(credits__isnull=False, credits__gte=1),
                name="a_plan_has_credits_unless_unlimited",
            ),
            models.CheckConstraint(
                condition=Q(kind="per_cycle", cycle__in=["week", "month"]) | ~Q(kind="per_cycle") & Q(cycle=""),
                name="only_credits_of_a_cycle_have_one",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A plan that somebody has, with its own copies: later edits of the plan change nothing here."""

    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="memberships")
    contact = models.ForeignKey(
        Contact, verbose_name=_("held by"), on_delete=models.PROTECT, related_name="memberships"
    )
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=PlanKind)
    credits = models.PositiveSmallIntegerField(_("credits"), null=True, blank=True)
    cycle = models.CharField(_("every"), max_length=5, choices=Cycle, blank=True)
    services = models.ManyToManyField(Service, verbose_name=_("pays for"), related_name="memberships")
    price = MoneyField(_("price"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, help_text=_("Before its time."))
    created_at = models.DateTimeField(_("since"))
    mail_claimed_at = models.DateTimeField(null=True, blank=True)
    mail_sent_at = models.DateTimeField(_("mail sent at"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("plan held")
        verbose_name_plural = _("plans held")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_held_plan_ends_after_it_starts"),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(mail_claimed_at__isnull=True), name="plans_to_write_of"),
        ]

    def __str__(self) -> str:
        return self.name


class CreditPot(models.Model):
    """The credits of a membership, or of one of its cycles. `used` is counted under the row's own lock, and never
    comes to more than there are."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="pots")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    credits = models.PositiveSmallIntegerField(_("credits"), null=True, blank=True, help_text=_("Empty: any number."))
    used = models.PositiveIntegerField(_("used"), default=0)

    class Meta:
        ordering = ["starts_at"]
        verbose_name = _("credits")
        verbose_name_plural = _("credits")
        constraints = [
            models.UniqueConstraint(fields=["membership", "starts_at"], name="a_cycle_has_its_credits_once"),
            models.CheckConstraint(
                condition=Q(credits__isnull=True) | Q(used__lte=F("credits")),
                name="no_more_credits_are_used_than_bought",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.used}/{self.credits}"


class Redemption(models.Model):
    """Credits taken for a booking: written in the transaction that lets it stand."""

    pot = models.ForeignKey(CreditPot, on_delete=models.PROTECT, related_name="redemptions")
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="redemptions")
    credits = models.PositiveSmallIntegerField(_("credits"), help_text=_("Those that were returned not counted."))
    redeemed_at = models.DateTimeField(_("taken at"))
    returned_at = models.DateTimeField(_("returned at"), null=True, blank=True)

    class Meta:
        ordering = ["-redeemed_at"]
        verbose_name = _("credits taken")
        verbose_name_plural = _("credits taken")
        constraints = [
            models.UniqueConstraint(
                fields=["booking"], condition=Q(returned_at__isnull=True), name="a_booking_takes_its_credits_once"
            ),
            models.CheckConstraint(condition=Q(credits__gte=1), name="a_credit_at_least_is_taken"),
        ]

    def __str__(self) -> str:
        return f"{self.credits}: {self.booking}"
