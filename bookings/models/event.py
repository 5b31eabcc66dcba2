"""What happened to a booking: one row for each step of its revision (domain.md sections 2 and 11)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bookings.actors import Identity
from bookings.models.booking import Booking


class EventKind(models.TextChoices):
    CREATED = "created", _("booked")
    CANCELED = "canceled", _("canceled")
    RESCHEDULED = "rescheduled", _("rescheduled")
    CONFIRMED = "confirmed", _("confirmed")
    DECLINED = "declined", _("declined")
    UPDATED = "updated", _("changed")
    NUMBER_OF_PARTICIPANTS_UPDATED = "number_of_participants_updated", _("number of people changed")


class BookingEvent(models.Model):
    """`before` and `after` hold changed facts, ids and amounts; personal data never (it could not be erased)."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="events")
    revision = models.PositiveIntegerField(_("revision"))
    kind = models.CharField(_("what"), max_length=30, choices=EventKind)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    reason = models.CharField(_("why"), max_length=200, blank=True)
    by = models.CharField(_("who"), max_length=18, choices=Identity)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        ordering = ["booking", "revision"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.UniqueConstraint(fields=["booking", "revision"], name="one_event_for_each_revision"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.revision})"
