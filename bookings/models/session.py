"""An occupied time on a schedule."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from services.models import Location, Schedule, Service, WeeklyRule


class SessionKind(models.TextChoices):
    APPOINTMENT = "appointment", _("appointment")
    CLASS = "class", _("class")
    COURSE = "course", _("course")
    TIME_OFF = "time_off", _("time off")


class Session(models.Model):
    """Made by its booking (appointment) or before anybody books (class, course); time off can't be booked.

    One that is called off stays as a row, without its time, so that nobody makes it again.
    `starts_at` and `ends_at` are the visible time; what is occupied with buffers stands in Occupancy.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=SessionKind)
    schedule = models.ForeignKey(
        Schedule, verbose_name=_("schedule"), on_delete=models.PROTECT, related_name="sessions"
    )
    service = models.ForeignKey(
        Service,
        verbose_name=_("service"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sessions",
    )
    title = models.CharField(_("title"), max_length=120)
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    capacity = models.PositiveIntegerField(_("places"), default=1)
    location = models.ForeignKey(Location, verbose_name=_("location"), null=True, blank=True, on_delete=models.PROTECT)
    rule = models.ForeignKey(
        WeeklyRule,
        verbose_name=_("weekly rule"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sessions",
    )
    rule_on = models.DateField(null=True, blank=True, help_text=_("The day for which the rule made it."))
    edited = models.BooleanField(
        _("an exception"), default=False, help_text=_("Changed by hand: its weekly rule leaves it as it is.")
    )
    called_off_at = models.DateTimeField(_("called off at"), null=True, blank=True)
    calling_off = models.JSONField(default=dict, blank=True, help_text=_("What was decided: {refund, words}."))
    places_freed_at = models.DateTimeField(null=True, blank=True, help_text=_("Since when the waitlist is served."))

    class Meta:
        ordering = ["starts_at"]
        verbose_name = _("session")
        verbose_name_plural = _("dates of classes and courses")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_session_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(service__isnull=False) | Q(kind="time_off"), name="only_time_off_has_no_service"
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="a_session_has_places"),
            models.UniqueConstraint(fields=["rule", "rule_on"], name="a_rule_makes_one_session_a_day"),
        ]
        indexes = [
            models.Index(fields=["service", "starts_at"]),
            models.Index(fields=["schedule", "starts_at"]),
            models.Index(
                fields=["called_off_at"], condition=Q(called_off_at__isnull=False), name="sessions_called_off"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.starts_at:%Y-%m-%d %H:%M} UTC"
