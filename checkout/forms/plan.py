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
from checkout.forms.named import NamedForm, email_field


class BuyForm(NamedForm):
    """`token` makes one checkout of a form that is sent twice."""

    email = email_field(
        help_text=lazy("The plan is yours by this address: you sign in with it to use the plan."),
        required=lazy("Write the address that you will sign in with."),
    )
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.new_token = uuid4()

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
