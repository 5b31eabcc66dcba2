"""Who buys a plan."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as lazy

from bookings.errors import ContactDetailsConflict
from bookings.lifecycle import Details
from bookings.members import check_details
from bookings.models import Contact
from checkout.forms.email import ReachableField
from checkout.forms.guard import GuardedForm
from checkout.forms.names import split_name
from checkout.forms.texts import NO_NUL, TOO_LONG

_TEXT = {"max_length": TOO_LONG, "null_characters_not_allowed": NO_NUL}


class BuyForm(GuardedForm):
    """`token` makes one checkout of a form that is sent twice."""

    name = forms.CharField(
        label=lazy("Your name"),
        max_length=160,
        error_messages=_TEXT | {"required": lazy("Write the name that we should ask for.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = ReachableField(
        label=lazy("Email"),
        max_length=254,
        help_text=lazy("The plan is yours by this address: you sign in with it to use the plan."),
        error_messages=_TEXT | {"required": lazy("Write the address that you will sign in with.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
    )
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.new_token = uuid4()

    def clean_name(self) -> str:
        first, last = split_name(self.cleaned_data["name"])
        self.cleaned_data["first_name"], self.cleaned_data["last_name"] = first, last
        return f"{first} {last}".strip()

    def clean(self) -> dict[str, Any]:
        self.check_guard()
        return self.cleaned_data

    @property
    def sent_token(self) -> str:
        """Of a form that comes back, its own."""
        return str(self.data.get("token") or self.new_token) if self.is_bound else str(self.new_token)

    @property
    def client_token(self) -> UUID:
        """Of a valid form."""
        return self.cleaned_data.get("token") or self.new_token

    def check_member(self, member: Contact | None) -> None:
        """A member buys with their own address (CONTACT_DETAILS_CONFLICT)."""
        try:
            if self.is_valid():
                check_details(member, self.cleaned_data["email"])
        except ContactDetailsConflict as error:
            self.add_error("email", str(error))

    def details(self) -> Details:
        """Of a valid form."""
        data = self.cleaned_data
        names = {"first_name": data["first_name"], "last_name": data["last_name"]}
        return Details(email=data["email"], language=get_language() or "en", **names)
