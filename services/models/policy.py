"""Booking rules, shared by services."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from services.terms import Terms


class LateCancel(models.TextChoices):
    REFUSED = "refused", _("can't be canceled online")
    KEEP_DEPOSIT = "keep_deposit", _("the deposit is kept")
    KEEP_ALL = "keep_all", _("everything paid is kept")


class Policy(models.Model):
    """Defaults as in domain.md section 8. A booking keeps a copy, so later edits don't change it."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    earliest_minutes = models.PositiveIntegerField(
        _("booking opens, minutes ahead"),
        null=True,
        blank=True,
        help_text=_("Empty: as far ahead as times are offered."),
    )
    latest_minutes = models.PositiveIntegerField(
        _("booking closes, minutes ahead"), null=True, blank=True, help_text=_("Empty: up to the start.")
    )
    book_after_start = models.BooleanField(_("courses can be booked after their start"), default=False)
    customer_may_cancel = models.BooleanField(_("customers may cancel"), default=False)
    cancel_cutoff_minutes = models.PositiveIntegerField(
        _("free of charge until, minutes ahead"),
        null=True,
        blank=True,
        help_text=_("Empty: up to the start."),
    )
    late_cancel = models.CharField(_("after that"), max_length=12, choices=LateCancel, default=LateCancel.REFUSED)
    customer_may_reschedule = models.BooleanField(_("customers may reschedule"), default=False)
    reschedule_cutoff_minutes = models.PositiveIntegerField(
        _("reschedule until, minutes ahead"), null=True, blank=True, help_text=_("Empty: up to the start.")
    )
    waitlist = models.BooleanField(_("waitlist"), default=False)
    waitlist_capacity = models.PositiveSmallIntegerField(_("places on the waitlist"), default=10)
    waitlist_offer_minutes = models.PositiveSmallIntegerField(
        _("an offer stands for, minutes"), default=10, validators=[MinValueValidator(1)]
    )
    max_participants = models.PositiveSmallIntegerField(
        _("people per booking, at most"), default=1, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    needs_approval = models.BooleanField(_("you approve each booking"), default=False)
    requests_affect_availability = models.BooleanField(
        _("requests take the time"), default=False, help_text=_("Off: others can ask for the same time.")
    )
    text = models.TextField(_("your words to customers"), blank=True, max_length=1000)

    class Meta:
        ordering = ["name"]
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        constraints = [
            models.CheckConstraint(
                condition=Q(earliest_minutes__isnull=True)
                | Q(latest_minutes__isnull=True)
                | Q(earliest_minutes__gt=F("latest_minutes")),
                name="booking_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(latest_minutes__isnull=True) | Q(book_after_start=False),
                name="no_closing_time_with_booking_after_start",
            ),
            models.CheckConstraint(condition=Q(max_participants__gte=1), name="a_party_is_at_least_one"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        earliest, latest = self.earliest_minutes, self.latest_minutes
        if earliest is not None and latest is not None and earliest <= latest:
            raise ValidationError({"earliest_minutes": _("Booking must open before it closes: give more minutes.")})
        if latest is not None and self.book_after_start:
            raise ValidationError(
                {"latest_minutes": _("Leave this empty where courses can be booked after their start.")}
            )

    def terms(self) -> Terms:
        return Terms(**{name: getattr(self, name) for name in Terms.__dataclass_fields__})
