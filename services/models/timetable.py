"""When a class or course meets: weekly rules of its schedule."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from services.models.location import Location
from services.models.resource import Resource
from services.models.schedule import Schedule, Weekday
from services.models.service import Service

TWO_WEEKS = 14 * 24 * 60


class WeeklyRule(models.Model):
    """On these weekdays at this local time, from the first day to the last, both included.

    What is empty is the service's own: its length, its places. The sessions are made from it by bookings.timetable.
    """

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="rules")
    weekdays = ArrayField(models.PositiveSmallIntegerField(choices=Weekday), verbose_name=_("weekdays"))
    start_time = models.TimeField(_("start"))
    duration_minutes = models.PositiveIntegerField(
        _("length, minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(5), MaxValueValidator(TWO_WEEKS)],
        help_text=_("Empty: the service's own."),
    )
    capacity = models.PositiveIntegerField(
        _("places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: the service's own. A course has its places as a whole."),
    )
    resources = models.ManyToManyField(
        Resource, verbose_name=_("people and rooms"), blank=True, related_name="weekly_rules"
    )
    location = models.ForeignKey(Location, verbose_name=_("location"), null=True, blank=True, on_delete=models.PROTECT)
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("until"), null=True, blank=True, help_text=_("Empty: until you end it."))

    class Meta:
        ordering = ["start_time", "id"]
        verbose_name = _("weekly rule")
        verbose_name_plural = _("weekly rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | Q(last_on__gte=F("first_on")), name="a_rule_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(weekdays=[]), name="a_rule_has_a_weekday"),
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=[0, 1, 2, 3, 4, 5, 6]), name="a_rule_keeps_to_the_week"
            ),
        ]

    def __str__(self) -> str:
        days = ", ".join(str(Weekday(day).label) for day in sorted(self.weekdays))
        return f"{days} {self.start_time:%H:%M}"

    def minutes_of(self, service: Service) -> int:
        return self.duration_minutes or service.duration_minutes

    def places_of(self, service: Service) -> int:
        return self.capacity or service.default_capacity

    def clean(self) -> None:
        if self.first_on and self.last_on and self.last_on < self.first_on:
            raise ValidationError({"last_on": _("The last day is before the first.")})
