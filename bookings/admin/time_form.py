"""What an owner says to move an appointment to another time, or to somebody else."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bookings.admin.change_forms import MoveForm
from bookings.admin.near_times import near_times
from bookings.admin.session_forms import CLOCK, DAY
from bookings.availability import Slot
from bookings.errors import BookingError, SlotNotAvailable
from bookings.picker.asked import START, YEARS, start_of
from bookings.supply import load_groups
from services import wording
from services.timetable import starts_at


class TimeActForm(MoveForm):
    """A time on the clocks of the place. `near`: times that can be had where that one can't, as (value, words), each
    a button that is sent with the rest of the form."""

    day = forms.DateField(label=_("New date"), widget=DAY)
    at = forms.TimeField(label=_("Start"), widget=CLOCK)
    person = forms.TypedChoiceField(label=_("With"), coerce=int, empty_value=None, required=False)
    field_order = ("day", "at", "person")
    beyond_label = _("Also if they are busy or not at work then")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.near: list[tuple[str, str]] = []
        there = self.booking.starts_at.astimezone(self.booking.zone)
        self.initial.update({"day": there.date(), "at": there.time(), "person": self._chosen()})
        self.fields["at"].help_text = wording.zone_label(there, self.booking.zone)
        self.fields["person"].choices = [("", _("Whoever is free")), *self._people()]  # type: ignore[attr-defined]

    def clean_day(self) -> date:
        """Within the years in which hours may be added to any time."""
        day: date = self.cleaned_data["day"]
        if day.year not in YEARS:
            raise forms.ValidationError(_("The year is out of range. Choose another date."))
        return day

    def arguments(self) -> dict[str, Any]:
        person = self.cleaned_data["person"]
        place = self.booking.location_id
        slot = Slot(self.booking.service_id, self._start(), resource_id=person, location_id=place)
        return self.told() | {"slot": slot}

    def say(self, error: BookingError) -> None:
        """What is not free is said with what is."""
        super().say(error)
        if not isinstance(error, SlotNotAvailable):
            return
        person, zone, now = self.cleaned_data["person"], self.booking.zone, timezone.now()
        times = near_times(self.booking, self._start(), [person] if person else [], now)
        self.near = [(time.strftime(START), wording.moment(time, zone, now)) for time in times]

    def _start(self) -> datetime:
        pressed = start_of(self.data.get("near", ""))
        return pressed or starts_at(self.cleaned_data["day"], self.cleaned_data["at"], self.booking.zone)

    def _people(self) -> list[tuple[int, str]]:
        """Of the first requirement: whom the booking is with."""
        groups = load_groups([self.booking.service_id], self.booking.zone).groups.get(self.booking.service_id, [])
        return [(person.id, person.name) for group in groups[:1] for person in group.candidates]

    def _chosen(self) -> int | None:
        return next(iter(self.booking.chosen_resources), None)
