"""The form with which a customer changes how to be reached."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.phonenumber import PhoneNumber
from phonenumbers import NumberParseException

from bookings.lifecycle import Details
from bookings.models import Booking


class ContactForm(forms.Form):
    """A phone that can't be texted is kept as typed and never blocks (journeys.md S16)."""

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
    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        help_text=_("With another address the link of this page changes too; the old one stops working."),
        error_messages={"required": _("Write the address for your messages.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)

    def details(self, booking: Booking, region: str) -> Details:
        """What the booking has, with what was typed; `region`: whose numbers come without a country code."""
        data = self.cleaned_data
        phone = in_e164(data["phone"], region)
        return Details(
            first_name=data["first_name"],
            last_name=data["last_name"],
            email=data["email"],
            phone=phone,
            phone_as_typed="" if phone else data["phone"],
            contact_time_zone=booking.contact_time_zone.key if booking.contact_time_zone else None,
            language=booking.language,
            send_sms_reminder=booking.send_sms_reminder and bool(phone),
            answers=booking.answers,
        )


def in_e164(typed: str, region: str) -> str:
    """The number as it is dialled from anywhere; nothing when it is no number."""
    try:
        number = PhoneNumber.from_string(typed, region=region)
    except NumberParseException:
        return ""
    return number.as_e164 if number.is_valid() else ""


def initial_of(booking: Booking) -> dict[str, Any]:
    phone = booking.phone.as_international if booking.phone else booking.phone_as_typed
    return {
        "first_name": booking.first_name,
        "last_name": booking.last_name,
        "email": booking.email,
        "phone": phone,
        "revision": booking.revision,
    }
