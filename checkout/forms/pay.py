"""Which of the ways to pay."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from checkout.pricing import Option, Way


class PayForm(forms.Form):
    """`seen` is Option.shown of the way that the button named: nobody pays an amount that was not shown
    (04-pay.html)."""

    way = forms.ChoiceField(
        error_messages={"required": _("Choose how to pay."), "invalid_choice": _("Choose how to pay.")}
    )
    seen = forms.CharField(required=False)

    def __init__(self, *args: Any, options: Sequence[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = {option.way.value: option for option in options}
        self.fields["way"].choices = [(way, way) for way in self.options]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Option:
        """Of a valid form."""
        return self.options[self.cleaned_data["way"]]

    @property
    def was_offered(self) -> bool:
        """With an amount that the page showed, and is no way any more: the sum is another."""
        gone = self.has_error("way", "invalid_choice") and self.data.get("way") in set(Way)
        return gone and str(self.data.get("seen", "")).startswith(f"{self.data['way']} ")

    @property
    def was_shown(self) -> bool:
        return bool(self.chosen.shown == self.cleaned_data["seen"])

    @property
    def another_way(self) -> bool:
        """The button named another way; else it named another amount of this one."""
        return bool(self.cleaned_data["way"] != self.cleaned_data["seen"].partition(" ")[0])
