"""Name and phone, as both forms ask for them in which a customer says who comes."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PersonFields(forms.Form):
    first_name = forms.CharField(
        label=_("First name"),
        max_length=80,
        error_messages={"required": _("Write the name that we should ask for.")},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
