"""What an owner says when changing a date of a class or course. `arguments` are the verb's own."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.actors import Actor, Permission
from bookings.models import Session, SessionKind
from bookings.places import places_of
from bookings.sessions.locking import pool_of_session
from services.models import Business, Location, Resource, Service, ServiceKind
from services.queries import zone_of
from services.timetable import ends_at, starts_at

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
CLOCK = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class SessionForm(forms.Form):
    """`asked`: what the address says. `effect` and `rows` stand above the form, `button` says what its press does."""

    effect: Any = ""
    button: Any = ""
    rows: list[tuple[str, str]] = []

    def __init__(self, *args: Any, session: Session, actor: Actor, asked: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session, self.actor, self.asked = session, actor, asked

    def arguments(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class WordsForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Your words to the customers"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text=gettext_lazy("They stand in the message."),
    )


class NotifyForm(WordsForm):
    notify = forms.BooleanField(label=gettext_lazy("Send the message"), required=False, initial=True)


class TimeForm(forms.Form):
    """A time on the clocks of the place, with whom and where."""

    day = forms.DateField(label=gettext_lazy("Date"), widget=DAY)
    at = forms.TimeField(label=gettext_lazy("Start"), widget=CLOCK)
    minutes = forms.IntegerField(label=gettext_lazy("Length, minutes"), min_value=5, max_value=14 * 24 * 60)
    resources = forms.ModelMultipleChoiceField(
        Resource.objects.none(),
        label=gettext_lazy("People and rooms"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    location = forms.ModelChoiceField(Location.objects.none(), label=gettext_lazy("Place"), required=False)
    override = forms.BooleanField(
        label=gettext_lazy("Also if they are busy then"),
        required=False,
        help_text=gettext_lazy("What they have then stays, and both are marked."),
    )

    def offer(self, actor: Actor, also: Collection[int] = ()) -> None:
        """What there is to choose from now; `also`: whom it has already."""
        _choice(self, "resources").queryset = Resource.objects.filter(Q(active=True) | Q(pk__in=also))
        _choice(self, "location").queryset = Location.objects.all()
        if not actor.may(Permission.OVERRIDE):
            del self.fields["override"]

    def span(self, location: Location | None) -> tuple[datetime, datetime]:
        """In UTC, read on the clocks of the place."""
        data = self.cleaned_data
        start = starts_at(data["day"], data["at"], zone_of(location, Business.objects.current()))
        return start, ends_at(start, data["minutes"])


class MoveForm(SessionForm, NotifyForm, TimeForm):
    """What is left as it was is not handed to the verb."""

    effect = gettext_lazy("Everybody who has booked keeps the booking, and is told what has changed.")
    button = gettext_lazy("Move")
    field_order = ("day", "at", "minutes", "resources", "location", "override", "words", "notify")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        session = self.session
        self.who = set(session.occupancies.values_list("resource_id", flat=True))
        self.offer(self.actor, self.who)
        self.initial.update(reading(session, zone_of(session.location, Business.objects.current())))
        self.initial.update(resources=self.who, location=session.location_id)

    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        location = data["location"] or self.session.location
        start, end = self.span(location)
        moved = (start, end) != (self.session.starts_at, self.session.ends_at)
        other = {resource.pk for resource in data["resources"]} != self.who
        return {
            "start": start if moved else None,
            "end": end if moved else None,
            "resources": list(data["resources"]) if other else None,
            "location": location if location != self.session.location else None,
        } | {name: data.get(name, False) for name in ("words", "notify", "override")}


class PlacesForm(SessionForm):
    effect = gettext_lazy("More places are offered to who waits. With fewer, who stands stays.")
    button = gettext_lazy("Set the places")
    capacity = forms.IntegerField(label=gettext_lazy("Places"), min_value=1, max_value=100_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = places_of(pool_of_session(self.session), timezone.now())
        self.initial["capacity"] = found.capacity if found else self.session.capacity
        if self.session.kind == SessionKind.COURSE:
            self.fields["capacity"].label = _("Places in the whole course")


class AddForm(NotifyForm, TimeForm):
    service = forms.ModelChoiceField(Service.objects.none(), label=gettext_lazy("Class or course"))
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=gettext_lazy("Empty: the service's own. A course has its places as a whole."),
    )
    field_order = (
        "service",
        "day",
        "at",
        "minutes",
        "resources",
        "location",
        "override",
        "capacity",
        "words",
        "notify",
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(actor)
        _choice(self, "service").queryset = Service.objects.exclude(kind=ServiceKind.APPOINTMENT)
        self.fields["minutes"].required = False
        self.fields["minutes"].help_text = _("Empty: the service's own.")
        self.fields["words"].help_text = _("They stand in the message to who is in the course already.")

    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        data["minutes"] = data["minutes"] or data["service"].duration_minutes
        start, end = self.span(data["location"])
        names = ("service", "resources", "location", "capacity", "words", "notify")
        kept = {name: data[name] for name in names}
        return kept | {"start": start, "end": end, "override": data.get("override", False)}


def _choice(form: forms.Form, name: str) -> forms.ModelChoiceField:
    return cast(forms.ModelChoiceField, form.fields[name])


def reading(session: Session, zone: ZoneInfo) -> dict[str, date | time | int]:
    """Its time as the clocks of the place show it."""
    local = session.starts_at.astimezone(zone)
    length = session.ends_at - session.starts_at
    return {"day": local.date(), "at": local.time(), "minutes": int(length.total_seconds() // 60)}
