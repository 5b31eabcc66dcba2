"""A weekly rule as an owner types it; where people are booked it asks before anything is written (journeys.md O3)."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bookings.timetable import Affected, affected_by
from services.models import Business, Schedule, ServiceKind, WeeklyRule
from services.models.schedule import Weekday
from services.queries import zone_of

FOLLOWED = (
    "weekdays",
    "start_time",
    "duration_minutes",
    "capacity",
    "resources",
    "location",
    "first_on",
    "last_on",
)
KEEP, MOVE = "keep", "move"


class RuleForm(forms.ModelForm):
    """`may_move`: whether the account may move what people have booked. `affected` after `clean`: the sessions with
    people that the change would reach."""

    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Weekdays"), choices=Weekday, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    booked = forms.ChoiceField(label=gettext_lazy("Dates with people"), required=False, widget=forms.RadioSelect)
    may_move = False

    class Meta:
        model = WeeklyRule
        fields = ["schedule", *FOLLOWED]
        labels = {"schedule": gettext_lazy("class or course")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.affected: list[Affected] = []
        if "schedule" in self.fields:
            groups = Schedule.objects.exclude(service__kind=ServiceKind.APPOINTMENT).exclude(service=None)
            self.fields["schedule"].queryset = groups.select_related("service").order_by("service__name")  # type: ignore[attr-defined]
        self.fields["booked"].choices = [(KEEP, KEEP), (MOVE, MOVE)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_on"), cleaned.get("last_on")
        if self.instance.pk and not self.errors and not (first and last and last < first):
            self._ask(cleaned)
        return cleaned

    @property
    def changes(self) -> dict[str, Any]:
        """For change_rule."""
        return {name: self.cleaned_data[name] for name in FOLLOWED}

    @property
    def zone(self) -> ZoneInfo:
        return zone_of(self.cleaned_data.get("location"), Business.objects.current())

    @property
    def only_asks(self) -> bool:
        """Nothing is wrong: the owner has to say what becomes of the people."""
        return list(self.errors) == ["booked"]

    def _ask(self, cleaned: dict[str, Any]) -> None:
        self.affected = affected_by(self.instance, self.changes, now=timezone.now())
        choices = self._choices()
        self.fields["booked"].choices = choices  # type: ignore[attr-defined]
        if self.affected and cleaned.get("booked") not in dict(choices):
            self.add_error("booked", _("Say what becomes of the dates with people."))

    def _choices(self) -> list[tuple[str, str]]:
        count = len(self.affected)
        words = {"count": count}
        keep = ngettext(
            "Leave this date as it is: it becomes an exception.",
            "Leave these %(count)s dates as they are: they become exceptions.",
            count,
        )
        move = ngettext(
            "Move it too, and tell the people who are booked.",
            "Move them too, where there is a new time, and tell the people who are booked.",
            count,
        )
        movable = self.may_move and any(each.goes_to for each in self.affected)
        return [(KEEP, keep % words), (MOVE, move)] if movable else [(KEEP, keep % words)]
