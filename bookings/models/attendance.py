"""Who came: one record for each booking and session (domain.md section 1)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bookings.models.booking import Booking
from bookings.models.session import Session


class AttendanceStatus(models.TextChoices):
    NOT_SET = "not_set", _("not noted")
    ATTENDED = "attended", _("came")
    NOT_ATTENDED = "not_attended", _("did not come")


class Attendance(models.Model):
    """An appointment has one, a course one for each of its dates. Of a party some may have come: `attended`."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="attendances")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    status = models.CharField(
        _("attendance"), max_length=12, choices=AttendanceStatus, default=AttendanceStatus.NOT_SET
    )
    attended = models.PositiveSmallIntegerField(_("people who came"), default=0)
    set_at = models.DateTimeField(_("noted at"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["session", "booking"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=["booking", "session"], name="attendance_is_noted_once_for_each_session"),
            models.CheckConstraint(
                condition=Q(status="attended", attended__gte=1) | ~Q(status="attended") & Q(attended=0),
                name="who_attended_is_at_least_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booking_id}: {self.get_status_display()}"
