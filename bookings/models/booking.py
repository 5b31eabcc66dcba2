"""One contact's order of a slot (appointment, class) or of a whole schedule (course)."""

import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField
from timezone_field import TimeZoneField

from bookings import states
from bookings.actors import Identity
from bookings.models.booking_rules import CONSTRAINTS, INDEXES, PERMISSIONS
from bookings.models.contact import Contact
from bookings.models.fields import MoneyField
from bookings.models.querysets import BookingQuerySet
from bookings.models.session import Session
from services.models import Location, LocationType, Resource, Schedule, Service, ServiceKind
from services.terms import Terms


class Booking(models.Model):
    """Written only by the verbs of bookings.lifecycle; the amounts only by `record_payment`.

    The time, person, place, title, price and policy are its own copies from the moment of booking, so that later
    edits of the service change nothing here (domain.md section 1).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code"), max_length=7, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=ServiceKind)
    status = models.CharField(_("status"), max_length=12, choices=states.Status, default=states.Status.CREATED)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    double_booked = models.BooleanField(_("double booked"), default=False)

    service = models.ForeignKey(Service, verbose_name=_("service"), on_delete=models.PROTECT, related_name="bookings")
    session = models.ForeignKey(
        Session,
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="bookings",
    )
    schedule = models.ForeignKey(
        Schedule,
        verbose_name=_("course"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="bookings",
    )
    title = models.CharField(_("title"), max_length=120)
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    time_zone = TimeZoneField(_("zone of the place"))
    resource = models.ForeignKey(
        Resource,
        verbose_name=_("with"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="bookings",
    )
    resource_name = models.CharField(_("with"), max_length=120, blank=True)
    chosen_resources = ArrayField(
        models.BigIntegerField(),
        default=list,
        blank=True,
        help_text=_("Those the customer asked for by name."),
    )
    location_type = models.CharField(_("where"), max_length=14, choices=LocationType)
    location = models.ForeignKey(Location, verbose_name=_("location"), null=True, blank=True, on_delete=models.PROTECT)
    location_text = models.CharField(_("address of the visit"), max_length=300, blank=True)
    takes_places = models.BooleanField(
        _("takes capacity"), default=False, help_text=_("Whether its people count as taken (domain.md section 2).")
    )
    total_participants = models.PositiveSmallIntegerField(_("people"), default=1)

    contact = models.ForeignKey(
        Contact,
        verbose_name=_("contact"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="bookings",
    )
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    email = models.EmailField(_("email"))
    phone = PhoneNumberField(_("phone"), blank=True)
    phone_as_typed = models.CharField(
        _("phone as typed"),
        max_length=40,
        blank=True,
        help_text=_("Kept when it is not a number we can text."),
    )
    contact_time_zone = TimeZoneField(_("the customer's zone"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=8, default="en")
    answers = models.JSONField(_("answers"), default=list, blank=True, help_text=_("[{label, answer}], as asked."))
    send_sms_reminder = models.BooleanField(_("reminder by text"), default=False)
    sms_consent_at = models.DateTimeField(_("agreed to texts at"), null=True, blank=True)

    payment_status = models.CharField(
        _("payment"), max_length=14, choices=states.PaymentStatus, default=states.PaymentStatus.UNDEFINED
    )
    selected_payment_option = models.CharField(
        _("way to pay"), max_length=18, choices=states.PaymentOption, default=states.PaymentOption.UNDEFINED
    )
    price = MoneyField(_("price"), null=True)
    price_text = models.CharField(_("price in words"), max_length=80, blank=True)
    discount = MoneyField(_("discount"), help_text=_("Taken off already: the price is what is left."))
    deposit = MoneyField(_("deposit"))
    tax_rate = models.DecimalField(_("tax included, %"), max_digits=5, decimal_places=2, default=0)
    exempt = models.BooleanField(_("free of charge"), default=False)
    amount_authorised = MoneyField(_("authorised"))
    amount_paid = MoneyField(_("paid"))
    amount_refunded = MoneyField(_("refunded"))
    amount_retained = MoneyField(_("kept"))
    amount_in_hand = MoneyField(_("of it paid in person"), help_text=_("And not given back."))
    credits = models.PositiveIntegerField(_("credits"), default=0, help_text=_("Of a plan, taken for it."))
    credits_kept = models.PositiveIntegerField(_("credits kept"), default=0)
    checkout_expires_at = models.DateTimeField(_("checkout ends at"), null=True, blank=True)
    checkout_completed_at = models.DateTimeField(_("checkout completed at"), null=True, blank=True)

    policy = models.JSONField(_("policy"), default=dict)
    cancel_until = models.DateTimeField(_("free cancellation until"), null=True, blank=True)
    reschedule_until = models.DateTimeField(_("reschedule until"), null=True, blank=True)
    answer_by = models.DateTimeField(_("answer by"), null=True, blank=True)
    flow_control = ArrayField(models.CharField(max_length=40, choices=states.FlowFlag), default=list, blank=True)
    participant_notification = models.JSONField(default=dict, blank=True)
    extended_fields = models.JSONField(default=dict, blank=True)

    created_by = models.CharField(_("booked by"), max_length=18, choices=Identity, default=Identity.UNKNOWN)
    created_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    source_platform = models.CharField(_("platform"), max_length=6, default="web")
    source_actor = models.CharField(_("source"), max_length=8, default="customer")
    client_token = models.UUIDField(null=True, blank=True, editable=False)
    link_version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("booked at"))
    updated_at = models.DateTimeField(_("changed at"))
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        permissions = PERMISSIONS
        constraints = CONSTRAINTS
        indexes = INDEXES

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def terms(self) -> Terms:
        return Terms.from_json(self.policy)

    @property
    def zone(self) -> ZoneInfo:
        return self.time_zone

    @property
    def name(self) -> str:
        return gettext("Erased") if self.erased_at else f"{self.first_name} {self.last_name}".strip()

    @property
    def notify(self) -> bool:
        """Whether the customer is told of the next decision; the default is yes."""
        return bool(self.participant_notification.get("notify", True))

    @property
    def words(self) -> str:
        """The owner's own, to go with the next message."""
        return str(self.participant_notification.get("message", ""))

    def has_flag(self, flag: states.FlowFlag) -> bool:
        return flag in self.flow_control
