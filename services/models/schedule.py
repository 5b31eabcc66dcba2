"""Timetables: weekly hours with dated exceptions (of a resource), sessions (of a class or course)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

CLOSING = _("00:00 closes the day. Any other time up to the opening is on the next day: tick that it is.")


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Schedule(models.Model):
    """Owned by exactly one resource or one service (domain.md section 1)."""

    resource = models.OneToOneField("services.Resource", null=True, blank=True, on_delete=models.CASCADE)
    service = models.OneToOneField("services.Service", null=True, blank=True, on_delete=models.CASCADE)
    capacity = models.PositiveIntegerField(_("places in the whole course"), null=True, blank=True)

    class Meta:
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")
        constraints = [
            models.CheckConstraint(
                condition=Q(resource__isnull=False, service__isnull=True)
                | Q(resource__isnull=True, service__isnull=False),
                name="a_schedule_has_one_owner",
            ),
        ]

    def __str__(self) -> str:
        return str(self.resource or self.service)


class WeeklyHours(models.Model):
    """One block of a weekday in local time. An end at or before the start is on the next day: 00:00 is the midnight
    that closes the day, a later one makes it a night (services/admin/hours_forms.py asks whether that is meant)."""

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="weekly_hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    start_time = models.TimeField(_("from"))
    end_time = models.TimeField(_("to"), help_text=CLOSING)
    location = models.ForeignKey(
        "services.Location", verbose_name=_("only at"), null=True, blank=True, on_delete=models.CASCADE
    )

    class Meta:
        ordering = ["weekday", "start_time"]
        verbose_name = _("weekly hours")
        verbose_name_plural = _("weekly hours")
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "weekday", "start_time"], name="hours_start_once_on_a_weekday"
            ),
            models.CheckConstraint(condition=Q(weekday__range=(0, 6)), name="a_week_has_seven_days"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.start_time:%H:%M} - {self.end_time:%H:%M}"


class HoursException(models.Model):
    """Dates on which the weekly hours don't hold: closed (no times), or other hours.

    Several rows may name one day: their hours are joined, and a closed one wins.
    """

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="exceptions")
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    start_time = models.TimeField(_("from"), null=True, blank=True, help_text=_("Empty: closed all day."))
    end_time = models.TimeField(_("to"), null=True, blank=True, help_text=CLOSING)
    location = models.ForeignKey(
        "services.Location", verbose_name=_("only at"), null=True, blank=True, on_delete=models.CASCADE
    )
    reason = models.CharField(_("reason"), max_length=120, blank=True, help_text=_("For you; customers don't see it."))

    class Meta:
        ordering = ["first_on", "start_time"]
        verbose_name = _("day off or other hours")
        verbose_name_plural = _("days off and other hours")
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="an_exception_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(start_time__isnull=True, end_time__isnull=True)
                | Q(start_time__isnull=False, end_time__isnull=False),
                name="other_hours_have_both_times",
            ),
        ]
        indexes = [models.Index(fields=["schedule", "last_on"])]

    def __str__(self) -> str:
        return f"{self.first_on} - {self.last_on}"

    def clean(self) -> None:
        if self.first_on and self.last_on and self.last_on < self.first_on:
            raise ValidationError({"last_on": _("The last day is before the first.")})
        if (self.start_time is None) != (self.end_time is None):
            raise ValidationError({"end_time": _("Give both times, or neither for a day off.")})
