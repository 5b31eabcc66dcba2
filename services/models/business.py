"""The owner's one row of settings."""

from datetime import time
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField
from timezone_field import TimeZoneField

from services.sql import fetched, made

ONE_ROW = 1


class BusinessManager(models.Manager["Business"]):
    def current(self) -> "Business":
        """The one row; made with its defaults when nobody has saved it yet."""
        for row in fetched("SELECT * FROM services_business WHERE id = %s", [ONE_ROW]):
            return made(self.model, row | {"time_zone": ZoneInfo(row["time_zone"])})
        return self.get_or_create(pk=ONE_ROW)[0]


class Business(models.Model):
    id = models.PositiveSmallIntegerField(primary_key=True, default=ONE_ROW, editable=False)
    name = models.CharField(_("name"), max_length=120, default="Daybook")
    tagline = models.CharField(
        _("one line about the business"),
        max_length=200,
        blank=True,
        help_text=_("Shown above the list of services."),
    )
    email = models.EmailField(_("email"), blank=True, help_text=_("New requests and alerts go here."))
    phone = PhoneNumberField(_("phone"), blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    time_zone = TimeZoneField(
        _("time zone"),
        default="Europe/Madrid",
        help_text=_("Hours and dates are in this zone, unless a location has its own."),
    )
    currency = models.CharField(
        _("currency"),
        max_length=3,
        default="EUR",
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Use the three capital letters, such as EUR."))],
    )
    phone_region = models.CharField(
        _("phone region"),
        max_length=2,
        default="ES",
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Use the two capital letters, such as ES."))],
        help_text=_("Phone numbers without a country code are read as numbers of this country."),
    )
    brand_color = models.CharField(
        _("colour"),
        max_length=7,
        default="#0c6b58",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write it as # and six digits, such as #0c6b58."))],
    )
    hold_minutes = models.PositiveSmallIntegerField(
        _("hold a picked time for, minutes"),
        default=10,
        validators=[MaxValueValidator(60)],
        help_text=_("0 turns holds off."),
    )
    checkout_minutes = models.PositiveSmallIntegerField(
        _("an unfinished checkout ends after, minutes"),
        default=35,
        validators=[MinValueValidator(5), MaxValueValidator(1440)],
    )
    answer_minutes = models.PositiveIntegerField(
        _("answer requests within, minutes"), default=1440, validators=[MinValueValidator(15)]
    )
    horizon_days = models.PositiveSmallIntegerField(
        _("offer times up to, days ahead"),
        default=180,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
    )
    quiet_from = models.TimeField(
        _("no waitlist offers from"),
        default=time(22),
        help_text=_("At night a place that comes free waits for the morning."),
    )
    quiet_until = models.TimeField(_("no waitlist offers until"), default=time(8))
    sms_sender = models.CharField(
        _("short name in texts"), max_length=11, blank=True, help_text=_("Empty: the name of the business.")
    )
    legal_name = models.CharField(_("legal name"), max_length=200, blank=True, help_text=_("Shown on receipts."))
    tax_number = models.CharField(_("tax number"), max_length=40, blank=True, help_text=_("Shown on receipts."))

    objects = BusinessManager()

    class Meta:
        verbose_name = verbose_name_plural = _("business")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=ONE_ROW), name="there_is_one_business"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return self.time_zone
