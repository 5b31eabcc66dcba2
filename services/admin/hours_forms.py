"""Hours as an owner types them. A closing time before the opening one is a night only if the owner says so."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services.models import HoursException, WeeklyHours

MIDNIGHT = time(0)


def is_night(start: time | None, end: time | None) -> bool:
    """Whether it reaches into the next day. Closing at midnight is the end of the day that it opened on."""
    return start is not None and end is not None and end <= start and end != MIDNIGHT


class BlockForm(forms.ModelForm):
    """A block with times. `ends_next_day` is asked and not stored: the times themselves say it."""

    ends_next_day = forms.BooleanField(label=gettext_lazy("ends the next day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["ends_next_day"] = is_night(self.instance.start_time, self.instance.end_time)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end, said = (cleaned.get(name) for name in ("start_time", "end_time", "ends_next_day"))
        if start is None or end is None:
            return cleaned
        if is_night(start, end) and not said:
            understood = _("Ticked, it is open from %(start)s until %(end)s on the next day.")
            asked = _("Closes before it opens. Tick “ends the next day” if this is a night.")
            words = {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
            self.add_error("ends_next_day", [asked, understood % words])
        elif said and end > start:
            self.add_error("ends_next_day", _("It closes after it opens, on the same day: take the tick away."))
        return cleaned


class WeeklyHoursForm(BlockForm):
    class Meta:
        model = WeeklyHours
        fields = ["weekday", "start_time", "end_time", "ends_next_day", "location"]


class HoursExceptionForm(BlockForm):
    class Meta:
        model = HoursException
        fields = ["first_on", "last_on", "start_time", "end_time", "ends_next_day", "location", "reason"]
