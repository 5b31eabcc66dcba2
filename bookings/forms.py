"""The form with which a customer changes how to be reached."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bookings.lifecycle import Details
from bookings.models import Booking
from bookings.person_fields import PersonFields
from bookings.phones import local_numbers, read_phone


class ContactForm(PersonFields):
    """A phone that can't be used never blocks: sent again as it is, it is kept as typed (journeys.md S16)."""

    field_order = ("first_name", "last_name", "email", "phone")

    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        help_text=_("With another address the link of this page changes too; the old one stops working."),
        error_messages={"required": _("Write the address for your messages.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    unusable = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, booking: Booking, region: str, texts: bool) -> None:
        """`region`: whose numbers come without a country code. `texts`: a reminder by text is still to come."""
        super().__init__(data, initial=initial_of(booking))
        self.booking, self.region, self.texts = booking, region, texts
        self.phone_refused = False
        self.fields["phone"].help_text = local_numbers(region)

    def clean(self) -> dict[str, Any]:
        if "phone" in self.cleaned_data:
            self._clean_phone(self.cleaned_data["phone"])
        return self.cleaned_data

    def _clean_phone(self, typed: str) -> None:
        self.cleaned_data |= {"as_typed": "", "sms": self.booking.send_sms_reminder}
        try:
            if not typed and self.texts:
                raise ValidationError(_("Write the number for the text reminder, or go on without it."))
            if typed:
                self.cleaned_data["phone"] = read_phone(typed, self.region, for_texts=self.texts)
        except ValidationError as error:
            known = (self.cleaned_data.get("unusable"), self.booking.phone_as_typed)
            if "without_text" in self.data or (typed and typed in known):
                self.cleaned_data |= self._without_texts(typed)
                return
            self.phone_refused = True
            self.add_error("phone", error)

    def _without_texts(self, typed: str) -> dict[str, Any]:
        """A landline is a number all the same."""
        try:
            phone = read_phone(typed, self.region, for_texts=False)
        except ValidationError:
            return {"phone": "", "as_typed": typed, "sms": False}
        return {"phone": phone, "as_typed": "", "sms": False}

    def details(self) -> Details:
        """What the booking has, with what was typed; of a valid form."""
        data, booking = self.cleaned_data, self.booking
        return Details(
            first_name=data["first_name"],
            last_name=data["last_name"],
            email=data["email"],
            phone=data["phone"],
            phone_as_typed=data["as_typed"],
            contact_time_zone=booking.contact_time_zone.key if booking.contact_time_zone else None,
            language=booking.language,
            send_sms_reminder=data["sms"] and bool(data["phone"]),
            answers=booking.answers,
        )


def initial_of(booking: Booking) -> dict[str, Any]:
    phone = booking.phone.as_international if booking.phone else booking.phone_as_typed
    return {
        "first_name": booking.first_name,
        "last_name": booking.last_name,
        "email": booking.email,
        "phone": phone,
        "revision": booking.revision,
    }
