"""Every message is a row first (domain.md section 9)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bookings.models.booking import Booking
from bookings.models.event import BookingEvent


class MessageKind(models.TextChoices):
    RECEIVED = "received", _("request received")
    CONFIRMED = "confirmed", _("confirmation")
    DECLINED = "declined", _("declined")
    CANCELED = "canceled", _("canceled")
    RESCHEDULED = "rescheduled", _("rescheduled")
    PARTICIPANTS_CHANGED = "participants_changed", _("number of people changed")
    PAYMENT_RECEIVED = "payment_received", _("payment received")
    PAYMENT_REFUNDED = "payment_refunded", _("payment refunded")
    PAYMENT_DUE = "payment_due", _("payment due")
    REMINDER = "reminder", _("reminder")
    WAITLISTED = "waitlisted", _("on the waitlist")
    WAITLIST_OFFER = "waitlist_offer", _("a place came free")
    CALLED_OFF = "called_off", _("called off")
    DOUBLE_BOOKED = "double_booked", _("double booked")
    NEW_REQUEST = "new_request", _("new request")


class Channel(models.TextChoices):
    EMAIL = "email", _("email")
    SMS = "sms", _("text")


class MessageState(models.TextChoices):
    PLANNED = "planned", _("planned")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    DELIVERED = "delivered", _("delivered")
    FAILED = "failed", _("failed")
    SKIPPED = "skipped", _("skipped")
    DROPPED = "dropped", _("dropped")
    UNCERTAIN = "uncertain", _("uncertain")


class Message(models.Model):
    """Claimed, then sent, then recorded; what was cut off in between is `uncertain` and never sent again by itself."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="messages")
    event = models.ForeignKey(BookingEvent, null=True, blank=True, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(_("message"), max_length=24, choices=MessageKind)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    recipient = models.CharField(_("to"), max_length=254)
    language = models.CharField(max_length=8, default="en")
    facts = models.JSONField(default=dict, blank=True, help_text=_("Ready amounts and words that the text needs."))
    for_start = models.DateTimeField(_("for the start at"), null=True, blank=True)
    due_at = models.DateTimeField(_("due at"))
    state = models.CharField(_("state"), max_length=10, choices=MessageState, default=MessageState.PLANNED)
    reason = models.CharField(_("because"), max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)
    provider_id = models.CharField(max_length=200, blank=True)
    resend_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="resends")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["due_at", "id"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "kind", "channel", "recipient", "event"],
                condition=Q(resend_of__isnull=True) & ~Q(kind="reminder"),
                nulls_distinct=False,
                name="an_event_is_told_once",
            ),
            models.UniqueConstraint(
                fields=["booking", "channel", "for_start"],
                condition=Q(kind="reminder", resend_of__isnull=True) & ~Q(state__in=["dropped", "skipped"]),
                nulls_distinct=False,
                name="a_start_is_reminded_of_once",
            ),
            models.CheckConstraint(
                condition=~Q(kind="reminder") | Q(for_start__isnull=False), name="a_reminder_names_its_start"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state="planned"), name="messages_that_may_be_due"),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="messages_being_sent"),
            models.Index(fields=["recipient", "claimed_at"], condition=Q(channel="sms"), name="texts_to_one_number"),
            models.Index(fields=["provider_id"], condition=~Q(provider_id=""), name="messages_by_the_providers_name"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_channel_display()}, {self.get_state_display()}"
