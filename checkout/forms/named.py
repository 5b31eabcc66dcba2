"""A form that asks who somebody is: their name in one field, and an address that can be reached."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from checkout.forms.email import ReachableField
from checkout.forms.guard import GuardedForm
from checkout.forms.names import split_name
from checkout.forms.texts import NO_NUL, TOO_LONG

TEXT = {"max_length": TOO_LONG, "null_characters_not_allowed": NO_NUL}


def email_field(*, help_text: Any, required: Any) -> ReachableField:
    """`required`: the sentence where it is missing."""
    return ReachableField(
        label=lazy("Email"),
        max_length=254,
        help_text=help_text,
        error_messages=TEXT | {"required": required},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
    )


class NamedForm(GuardedForm):
    name = forms.CharField(
        label=lazy("Your name"),
        max_length=160,
        error_messages=TEXT | {"required": lazy("Write the name that we should ask for.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_name(self) -> str:
        first, last = split_name(self.cleaned_data["name"])
        self.cleaned_data["first_name"], self.cleaned_data["last_name"] = first, last
        return f"{first} {last}".strip()
