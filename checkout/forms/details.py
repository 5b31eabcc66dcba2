"""Who comes, how to reach them, and what the owner asks."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from bookings.errors import ContactDetailsConflict
from bookings.lifecycle import Details
from bookings.members import check_details
from bookings.models import Booking, Contact
from bookings.phones import local_numbers, read_phone
from checkout.forms.named import TEXT, NamedForm, email_field
from checkout.forms.questions import answers_of, field_for, initial_of, name_of
from services.models import Question

_LINK = ("://", "www.")
PERSON = ("name", "email", "phone", "sms", "address")


class DetailsForm(NamedForm):
    """A phone that can't be used never blocks: sent again as it is, it is kept as typed (journeys.md S16).

    `texts`: the fields that ask for texts, which need a number.
    """

    texts: tuple[str, ...] = ("sms",)
    own_zone: ZoneInfo | None = None
    number_missing: Any = lazy("Write the number for the text, or untick the reminder.")

    email = email_field(
        help_text=lazy("The confirmation and your link go here."),
        required=lazy("Write the address for your confirmation."),
    )
    phone = forms.CharField(
        label=lazy("Phone"),
        required=False,
        max_length=40,
        error_messages=TEXT,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    sms = forms.BooleanField(required=False)
    address = forms.CharField(
        label=lazy("Your address"),
        max_length=300,
        help_text=lazy("We come to you. Street, number, floor, town."),
        error_messages=TEXT | {"required": lazy("Write the address that we should come to.")},
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    again = forms.BooleanField(
        label=lazy("Book it once more"),
        error_messages={"required": lazy("Tick this if you want another booking beside the one you have.")},
    )
    unusable = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        questions: Sequence[Question],
        region: str,
        reminder: str,
        visit: bool,
        before: bool = False,
        **kwargs: Any,
    ) -> None:
        """`reminder`: when a text would come; "": none is offered. `visit`: we come to the customer. `before`: who
        has booked the same already says that it is meant."""
        super().__init__(*args, **kwargs)
        self.questions, self.region = questions, region
        self.phone_refused = ""
        self.fields["phone"].help_text = local_numbers(region)
        if reminder:
            self.fields["phone"].help_text = _("Needed only for a text reminder. %s") % local_numbers(region)
            self.fields["sms"].label = format_html(_("Text me a reminder on {}"), reminder)
            self.fields["sms"].help_text = _("24 hours before. One text, nothing else. Reply STOP to end them.")
        else:
            del self.fields["sms"]
        for name, asked in (("address", visit), ("again", before)):
            if not asked:
                del self.fields[name]
        for question in questions:
            self.fields[name_of(question)] = field_for(question)

    def clean_address(self) -> str:
        """On one line, and nothing to press: it is mailed to an address that nobody has confirmed yet."""
        address = " ".join(self.cleaned_data["address"].split())
        if any(sign in address.casefold() for sign in _LINK):
            raise ValidationError(_("Write the address alone, without a link."))
        return address

    def clean(self) -> dict[str, Any]:
        self._clean_phone()
        self.check_guard()
        return self.cleaned_data

    def _clean_phone(self) -> None:
        typed, wants_text = self.cleaned_data.get("phone"), any(self.cleaned_data.get(name) for name in self.texts)
        if typed is None or not (typed or wants_text):
            return
        self.cleaned_data["as_typed"] = ""
        try:
            if not typed:
                raise ValidationError(self.number_missing)
            self.cleaned_data["phone"] = read_phone(typed, self.region, for_texts=wants_text)
        except ValidationError as error:
            if "without_text" in self.data or (typed and self.cleaned_data.get("unusable") == typed):
                self.cleaned_data |= {"phone": "", "as_typed": typed} | dict.fromkeys(self.texts, False)
                return
            self.phone_refused = typed
            self.add_error("phone", error)

    def check_member(self, member: Contact | None) -> None:
        """Says at the email field that a member books with their own address (CONTACT_DETAILS_CONFLICT). The zone
        that a member chose comes before the browser's."""
        self.own_zone = member.time_zone if member else None
        try:
            if self.is_valid():
                check_details(member, self.cleaned_data["email"])
        except ContactDetailsConflict as error:
            self.add_error("email", str(error))

    def details(self, zone: ZoneInfo | None) -> Details:
        """Of a valid form; `zone`: the customer's, where it is known."""
        data, zone = self.cleaned_data, self.own_zone or zone
        return Details(
            first_name=data["first_name"],
            last_name=data["last_name"],
            email=data["email"],
            phone=data["phone"],
            phone_as_typed=data.get("as_typed", ""),
            location_text=data.get("address", ""),
            contact_time_zone=zone.key if zone else None,
            language=get_language() or "en",
            send_sms_reminder=bool(data.get("sms")),
            answers=answers_of(self.questions, data),
        )


def details_of(booking: Booking, questions: Sequence[Question]) -> dict[str, Any]:
    """What the form shows of a booking that it made before."""
    phone = booking.phone.as_international if booking.phone else booking.phone_as_typed
    return {
        "name": booking.name,
        "email": booking.email,
        "phone": phone,
        "sms": booking.send_sms_reminder,
        "address": booking.location_text,
        "unusable": booking.phone_as_typed,
    } | initial_of(questions, booking.answers)


def details_of_member(member: Contact) -> dict[str, str]:
    """What the form begins with for somebody who is signed in."""
    phone = member.phone.as_international if member.phone else ""
    return {"name": str(member) if member.first_name else "", "email": member.email, "phone": phone}
