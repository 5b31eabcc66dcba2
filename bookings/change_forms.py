"""The forms with which a customer or an owner changes how many come, or to which date."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.lifecycle.party import Choice, Party
from bookings.lifecycle.party_change import choices_of
from bookings.models import Booking
from services.wording import money

MOST_IN_A_LIST = 12  # more are typed
CHOICE = "c"


class PartyFields(forms.Form):
    """So many people, or so many of each choice at the price that this booking has it for."""

    def add_party(self, booking: Booking, currency: str, most: int) -> None:
        """Called once, by __init__. `most`: how many one booking may have; a party that is larger already may stay."""
        self.choices: Sequence[Choice] = [each for each in choices_of(booking) if each.variant_id is not None]
        most = max(most, booking.total_participants)
        if not self.choices:
            label = _("How many people?")
            self.fields["people"] = _count(label, 1, most, booking.total_participants)
        for choice in self.choices:
            label = f"{choice.name}, {money(choice.price, currency)}"
            self.fields[f"{CHOICE}{choice.variant_id}"] = _count(label, 0, most, choice.participants)

    def party(self) -> dict[str, Any]:
        """Of a valid form, as the verb takes it."""
        if not self.choices:
            return {"total_participants": self.cleaned_data["people"]}
        counts = {choice.variant_id: self.cleaned_data[f"{CHOICE}{choice.variant_id}"] for choice in self.choices}
        return {"participants_choices": counts}

    def refuse(self, error: Exception, before: Party) -> None:
        """Said at the field that asked for more, or else at the first."""
        names = [f"{CHOICE}{choice.variant_id}" for choice in self.choices] or ["people"]
        had = [choice.participants for choice in self.choices] or [before.total]
        more = [name for name, count in zip(names, had, strict=True) if self.cleaned_data.get(name, 0) > count]
        self.add_error((more or names)[0], str(error))


def _count(label: str, least: int, most: int, now: int) -> forms.IntegerField:
    numbers = [(n, str(n)) for n in range(least, most + 1)]
    widget = forms.Select(choices=numbers) if most <= MOST_IN_A_LIST else forms.NumberInput({"inputmode": "numeric"})
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        initial=now,
        widget=widget,
        error_messages={
            "required": gettext_lazy("Say how many."),
            "invalid": gettext_lazy("Write a number."),
            "min_value": gettext_lazy("At least %(limit_value)s."),
            "max_value": gettext_lazy("One booking is for %(limit_value)s people at most."),
        },
    )


class PeopleForm(PartyFields):
    """`seen`: what the customer was told it would cost; without it that is shown first."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)

    def __init__(self, data: Mapping[str, Any] | None, *, booking: Booking, currency: str, most: int) -> None:
        super().__init__(data)
        self.add_party(booking, currency, most)
        self.initial["revision"] = booking.revision


class DateForm(forms.Form):
    """`session`: the id of one of the dates that are shown."""

    session = forms.IntegerField(
        min_value=1,
        max_value=2**63 - 1,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), gettext_lazy("Choose one of the dates.")
        ),
    )
    revision = forms.IntegerField(min_value=0, max_value=2_000_000_000)
