"""Something an owner must look at, open until solved (domain.md section 1)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bookings.models.booking import Booking
from services.models import WeeklyRule


class AlertKind(models.TextChoices):
    DOUBLE_BOOKED = "double_booked", _("double booked")
    REFUND_FAILED = "refund_failed", _("refund failed")
    CAPTURE_FAILED = "capture_failed", _("payment could not be taken")
    DISPUTED = "disputed", _("payment disputed")
    MISMATCH = "mismatch", _("another amount arrived")
    MESSAGE_UNCERTAIN = "message_uncertain", _("message may not have arrived")
    TIMETABLE = "timetable", _("a date is missing from the timetable")
    AUDIT = "audit", _("the books don't agree")


class Alert(models.Model):
    kind = models.CharField(_("what"), max_length=20, choices=AlertKind)
    booking = models.ForeignKey(Booking, null=True, blank=True, on_delete=models.CASCADE, related_name="alerts")
    rule = models.ForeignKey(WeeklyRule, null=True, blank=True, on_delete=models.CASCADE, related_name="alerts")
    text = models.CharField(_("in words"), max_length=300)
    created_at = models.DateTimeField(_("since"))
    solved_at = models.DateTimeField(_("solved at"), null=True, blank=True)
    solved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "booking", "text"],
                condition=Q(solved_at__isnull=True),
                nulls_distinct=False,
                name="an_open_alert_is_said_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text
