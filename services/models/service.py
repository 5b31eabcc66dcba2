"""What is sold."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from services.models.category import Category
from services.models.location import Location
from services.models.policy import Policy

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
        constraints = [
            models.CheckConstraint(condition=Q(price__gte=0, deposit__gte=0), name="prices_are_not_negative"),
            models.CheckConstraint(
                condition=Q(deposit=0) | Q(deposit__lte=F("price"), pay_online=True, rate="fixed"),
                name="a_deposit_is_online_and_within_a_fixed_price",
            ),
            models.CheckConstraint(
                condition=Q(rate__in=["fixed", "varied"]) | Q(pay_online=False),
                name="only_a_known_price_is_paid_online",
            ),
            models.CheckConstraint(
                condition=Q(pay_online=True) | Q(pay_in_person=True) | Q(pay_by_plan=True),
                name="a_service_can_be_paid_somehow",
            ),
            models.CheckConstraint(condition=Q(duration_minutes__gte=5), name="a_service_takes_five_minutes_or_more"),
            models.CheckConstraint(
                condition=Q(slot_step_minutes__isnull=True) | Q(slot_step_minutes__gte=5),
                name="starts_are_five_minutes_apart_or_more",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("bookings:service", args=[self.slug])

    @property
    def step_minutes(self) -> int:
        return self.slot_step_minutes or self.duration_minutes

    def clean(self) -> None:
        raise_if = {field: text for field, wrong, text in self._payment_problems() if wrong}
        if raise_if:
            raise ValidationError(raise_if)

    def _payment_problems(self) -> list[tuple[str, bool, object]]:
        """(field, is it wrong, what to do): the combinations that no checkout could carry out."""
        priced = self.rate in (Rate.FIXED, Rate.VARIED)
        return [
            ("price", self.rate == Rate.FIXED and not self.price, _("Give the price, or choose “free”.")),
            (
                "price_text",
                self.rate == Rate.CUSTOM and not self.price_text,
                _("Write what customers read instead of a price."),
            ),
            (
                "pay_online",
                self.pay_online and not priced,
                _("Only a service with a price can be paid online."),
            ),
            (
                "pay_in_person",
                not (self.pay_online or self.pay_in_person or self.pay_by_plan),
                _("Choose at least one way to pay."),
            ),
            (
                "pay_in_person",
                not priced and not self.pay_in_person,
                _("Without a price, “in person” is the only way."),
            ),
            (
                "deposit",
                bool(self.deposit) and not self.pay_online,
                _("A deposit is paid online: allow that, or set it to 0."),
            ),
            (
                "deposit",
                bool(self.deposit) and self.rate != Rate.FIXED,
                _("A deposit needs one fixed price."),
            ),
            (
                "deposit",
                (self.deposit or 0) > (self.price or 0),
                _("The deposit can't be more than the price."),
            ),
            (
                "own_address",
                self.location_type == LocationType.OWNER_CUSTOM and not self.own_address,
                _("Write the address."),
            ),
        ]
