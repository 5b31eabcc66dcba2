"""The forms of members: to ask for a link, to change how to be reached."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bookings.models import Contact
from bookings.person_fields import PersonFields
from bookings.phones import local_numbers, read_phone

EMAIL = {"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}


def email_field(label: Any, required: Any, hint: Any = "") -> forms.EmailField:
    return forms.EmailField(
        label=label,
        max_length=254,
        help_text=hint,
        error_messages={"required": required, "invalid": _("Write it like name@gmail.com.")},
        widget=forms.EmailInput(attrs=EMAIL),
    )


class SignInForm(forms.Form):
    """`next`: where to go afterwards; the view decides whether that is ours."""

    email = email_field(_("Email"), _("Write the address that you book with."), _("The one that you book with."))
    next = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)


class MemberForm(PersonFields):
    """For bookings to come. Every zone that is named after a place, UTC, and whatever the contact has; the language
    only where the site has several."""

    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        required=False,
        help_text=_("Times are shown in it too, beside those of the place."),
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
    language = forms.ChoiceField(
        label=_("Language of our messages"), error_messages={"invalid_choice": _("Choose one of these.")}
    )

    def __init__(self, data: Mapping[str, Any] | None, *, contact: Contact, region: str) -> None:
        """`region`: whose numbers come without a country code."""
        phone = contact.phone.as_international if contact.phone else ""
        zone = contact.time_zone.key if contact.time_zone else ""
        initial = {name: getattr(contact, name) for name in ("first_name", "last_name", "language")}
        super().__init__(data, initial=initial | {"phone": phone, "time_zone": zone})
        self.region = region
        self.fields["phone"].help_text = local_numbers(region)
        self.fields["time_zone"].choices = [("", gettext("The place's own")), *zones(zone)]  # type: ignore[attr-defined]
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        if len(settings.LANGUAGES) < 2:
            del self.fields["language"]

    def clean_phone(self) -> str:
        typed = str(self.cleaned_data["phone"])
        return read_phone(typed, self.region, for_texts=False) if typed else ""

    def columns(self) -> dict[str, Any]:
        """Of a valid form, those of a Contact."""
        return self.cleaned_data | {"time_zone": self.cleaned_data["time_zone"] or None}


class AddressForm(forms.Form):
    email = email_field(
        _("New email"),
        _("Write the new address."),
        _("We send a link there. Until you use it, everything stays as it is."),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, contact: Contact) -> None:
        super().__init__(data)
        self.contact = contact

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        if email.lower() == self.contact.email.lower():
            raise ValidationError(_("This is your address already."))
        return email


class EraseForm(forms.Form):
    """The address typed once more, so that nobody erases by a slip of the finger."""

    email = email_field(_("Type your email to confirm"), _("Write your address, as it stands above."))

    def __init__(self, data: Mapping[str, Any] | None, *, contact: Contact) -> None:
        super().__init__(data)
        self.contact = contact

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        if email.lower() != self.contact.email.lower():
            raise ValidationError(_("This is not the address above."))
        return email


def zones(kept: str) -> list[tuple[str, str]]:
    """UTC, then those named after places, by name; first the one that is `kept`, where it is none of them."""
    return _named() if not kept or kept in dict(_named()) else [(kept, kept), *_named()]


@cache
def _named() -> list[tuple[str, str]]:
    places = sorted(
        zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/"))
    )
    return [(zone, zone.replace("_", " ")) for zone in ("UTC", *places)]
