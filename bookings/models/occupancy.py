"""Who and what is busy when. The exclusion constraint here is the last word on double bookings."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from bookings.models.hold import Hold
from bookings.models.session import Session
from services.models import Resource


class Mark(models.TextChoices):
    NONE = "", _("regular")
    DOUBLE_BOOKED = "double_booked", _("double booked")
    OVERRIDDEN = "overridden", _("overridden by the owner")


def _single(field: str) -> Func:
    """[id, id] as a range: equality of integers in a GiST index without the btree_gist extension."""
    return Func(F(field), F(field), Value("[]"), function="int8range")


class Occupancy(models.Model):
    """Half-open [busy_from, busy_until): the visible time with its own buffers, so that buffers add up.

    Belongs to a session or to a hold. Marked rows may overlap others; every reader sees them all the same.
    """

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="occupancies")
    busy_from = models.DateTimeField(_("busy from"))
    busy_until = models.DateTimeField(_("busy until"))
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.CASCADE, related_name="occupancies")
    hold = models.ForeignKey(Hold, null=True, blank=True, on_delete=models.CASCADE, related_name="occupancies")
    mark = models.CharField(_("mark"), max_length=14, choices=Mark, default=Mark.NONE, blank=True)

    class Meta:
        verbose_name = _("occupied time")
        verbose_name_plural = _("occupied times")
        constraints = [
            ExclusionConstraint(
                name="one_resource_is_in_one_place_at_a_time",
                expressions=[
                    (_single("resource"), RangeOperators.EQUAL),
                    (
                        Func(
                            F("busy_from"),
                            F("busy_until"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(mark=""),
            ),
            models.CheckConstraint(condition=Q(busy_until__gt=F("busy_from")), name="occupied_time_has_a_length"),
            models.CheckConstraint(
                condition=Q(session__isnull=False, hold__isnull=True) | Q(session__isnull=True, hold__isnull=False),
                name="time_is_occupied_by_a_session_or_a_hold",
            ),
        ]
        # The finder reads what ends after the window begins: the past is never touched.
        indexes = [
            models.Index(fields=["resource", "busy_until"], include=["busy_from"], name="occupied_from_here_on"),
            models.Index(fields=["busy_until"], condition=~Q(mark=""), name="marked_times"),
        ]

    def __str__(self) -> str:
        return f"{self.resource}: {self.busy_from:%Y-%m-%d %H:%M} - {self.busy_until:%H:%M} UTC"
