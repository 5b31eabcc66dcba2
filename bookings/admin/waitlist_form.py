"""Whom an owner adds to a waitlist."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bookings.admin.person_form import PersonForm


class WaitingForm(PersonForm):
    text_offers = forms.BooleanField(label=_("Offers by text too"), required=False)
    last = ("text_offers",)

    def arguments(self) -> dict[str, Any]:
        """Of a valid form, for `register`."""
        return super().arguments() | {"text_offers": self.cleaned_data["text_offers"]}
