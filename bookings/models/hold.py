"""Places or a time kept for a visitor for some minutes (domain.md section 5)."""

import uuid
from functools import cached_property

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bookings.models.session import Session
from services.models import Location, Schedule, Service


class Hold(models.Model):
    """`expires_at` is honoured when read; the sweep only tidies. The time that an
    appointment's hold occupies stands in Occupancy; a class's or course's keeps so many places of it."""

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visitor = models.CharField(max_length=64, help_text=_("The signed visitor cookie that placed it."))
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="holds")
    booking = models.OneToOneField(
        "bookings.Booking", null=True, blank=True, on_delete=models.CASCADE, related_name="hold"
    )
    location = models.ForeignKey(Location, null=True, blank=True, on_delete=models.CASCADE)
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.CASCADE, related_name="holds", help_text=_("Of a class.")
    )
    schedule = models.ForeignKey(
        Schedule, null=True, blank=True, on_delete=models.CASCADE, related_name="holds", help_text=_("Of a course.")
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    participants = models.PositiveIntegerField(default=1)
    expires_at = models.DateTimeField(db_index=True)
    extended = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_hold_has_a_length"),
            models.CheckConstraint(condition=Q(participants__gte=1), name="a_hold_is_for_somebody"),
            models.CheckConstraint(
                condition=Q(session__isnull=True) | Q(schedule__isnull=True), name="places_are_held_of_one_thing"
            ),
        ]
        indexes = [models.Index(fields=["visitor", "expires_at"])]

    def __str__(self) -> str:
        return f"{self.service} {self.starts_at:%Y-%m-%d %H:%M} UTC"

    @cached_property
    def resource_ids(self) -> frozenset[int]:
        """Who is kept. It never changes while the hold lives."""
        return frozenset(self.occupancies.values_list("resource_id", flat=True))
