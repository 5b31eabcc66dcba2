"""A moment as an owner types it: a date and a time on the clocks of the business."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from services.timetable import starts_at


class MomentField(forms.MultiValueField):
    """`zone` is set by the form. A date alone means its beginning; with `day_counts` its end."""

    def __init__(self, *, label: Any, day_counts: bool = False) -> None:
        self.zone, self.day_counts = ZoneInfo("UTC"), day_counts
        day: dict[str, Any] = {"type": "date", "aria-label": _("Day")}
        clock: dict[str, Any] = {"type": "time", "aria-label": _("Time")}
        widget = forms.SplitDateTimeWidget(
            date_format="%Y-%m-%d", time_format="%H:%M", date_attrs=day, time_attrs=clock
        )
        fields = (forms.DateField(required=False), forms.TimeField(required=False))
        super().__init__(fields, label=label, required=False, require_all_fields=False, widget=widget)

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(self.zone).replace(tzinfo=None) if isinstance(value, datetime) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def compress(self, data_list: list[Any]) -> datetime | None:
        day: date | None
        at: time | None
        day, at = data_list or (None, None)
        if day is None:
            if at is not None:
                raise ValidationError(_("Say which day."))
            return None
        if at is None and self.day_counts:
            day, at = day + timedelta(days=1), time(0)
        return starts_at(day, at or time(0), self.zone)
