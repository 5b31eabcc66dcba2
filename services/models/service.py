"""What is sold."""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from services.models.category import Category
from services.models.location import Location
from services.models.policy import Policy
from services.models.schedule import Schedule
from services.models.service_rules import CONSTRAINTS, IMPOSSIBLE

TWO_WEEKS = 14 * 24 * 60


class ServiceKind(models.TextChoices):
    APPOINTMENT = "appointment", _("appointment")
    CLASS = "class", _("class")
    COURSE = "course", _("course")


class Rate(models.TextChoices):
    FIXED = "fixed", _("one price")
    VARIED = "varied", _("a price for each choice")
    CUSTOM = "custom", _("in words, such as: by arrangement")
    NO_FEE = "no_fee", _("free")


class LocationType(models.TextChoices):
    OWNER_BUSINESS = "owner_business", _("at one of the business's locations")
    OWNER_CUSTOM = "owner_custom", _("at an address of its own")
    CUSTOM = "custom", _("at the customer's place")


class Service(models.Model):
    kind = models.CharField(_("kind"), max_length=12, choices=ServiceKind, default=ServiceKind.APPOINTMENT)
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("in the address"), max_length=80, unique=True)
    category = models.ForeignKey(
        Category,
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="services",
    )
    summary = models.CharField(_("one line"), max_length=200, blank=True)
    bring = models.CharField(
        _("before the visit"),
        max_length=300,
        blank=True,
        help_text=_("Shown after booking: what to bring, what to wear."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    hidden = models.BooleanField(_("hidden"), default=False, help_text=_("Not listed and not bookable by customers."))
    online_booking = models.BooleanField(_("can be booked online"), default=True)

    rate = models.CharField(_("rate"), max_length=8, choices=Rate, default=Rate.FIXED)
    price = models.DecimalField(
        _("price"), max_digits=12, decimal_places=3, default=Decimal(0), validators=[MinValueValidator(0)]
    )
    price_per_person = models.BooleanField(
        _("price is per person"), default=True, help_text=_("Off: one price for the whole appointment.")
    )
    price_text = models.CharField(_("price in words"), max_length=80, blank=True)
    deposit = models.DecimalField(
        _("deposit"),
        max_digits=12,
        decimal_places=3,
        default=Decimal(0),
        validators=[MinValueValidator(0)],
        help_text=_("Due online when booking; the rest in person."),
    )
    tax_rate = models.DecimalField(
        _("tax included in the price, %"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Shown on receipts, worked out of the price."),
    )
    pay_online = models.BooleanField(_("paid online"), default=False)
    pay_in_person = models.BooleanField(_("paid in person"), default=True)
    pay_by_plan = models.BooleanField(_("paid with a plan"), default=False)
    variant_option = models.CharField(_("what people choose"), max_length=60, blank=True)

    duration_minutes = models.PositiveIntegerField(
        _("length, minutes"), default=60, validators=[MinValueValidator(5), MaxValueValidator(TWO_WEEKS)]
    )
    buffer_before_minutes = models.PositiveSmallIntegerField(_("kept free before, minutes"), default=0)
    buffer_after_minutes = models.PositiveSmallIntegerField(_("kept free after, minutes"), default=0)
    slot_step_minutes = models.PositiveSmallIntegerField(
        _("a start every, minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(5)],
        help_text=_("Empty: its length."),
    )
    location_type = models.CharField(
        _("where"), max_length=14, choices=LocationType, default=LocationType.OWNER_BUSINESS
    )
    locations = models.ManyToManyField(Location, verbose_name=_("locations"), blank=True, related_name="services")
    own_address = models.CharField(_("its own address"), max_length=200, blank=True)
    policy = models.ForeignKey(Policy, verbose_name=_("policy"), on_delete=models.PROTECT, related_name="services")
    default_capacity = models.PositiveIntegerField(
        _("places"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("Of a class session or a whole course."),
    )

    class Meta:
        ordering = ["category__position", "category__name", "position", "name"]
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = CONSTRAINTS

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A class or course has its timetable from the start, as a resource has its hours."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            if self.kind != ServiceKind.APPOINTMENT:
                Schedule.objects.get_or_create(service=self)

    def get_absolute_url(self) -> str:
        return _address(self.slug)

    @property
    def step_minutes(self) -> int:
        return self.slot_step_minutes or self.duration_minutes

    @property
    def is_priced_per_person(self) -> bool:
        """A place in a class or course always is; an appointment may cost the same whoever comes."""
        return self.price_per_person or self.kind != ServiceKind.APPOINTMENT

    def clean(self) -> None:
        wrong = {field: sentence for field, is_wrong, sentence in IMPOSSIBLE if is_wrong(self)}
        if wrong:
            raise ValidationError(wrong)


@lru_cache(maxsize=1024)
def _address(slug: str) -> str:
    """Kept: a list of services asks for one a row, and addresses don't change while the site runs."""
    return reverse("bookings:service", args=[slug])
