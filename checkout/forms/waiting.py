"""Who waits for a place in a class, and whether an offer may come by text."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from bookings.phones import local_numbers
from checkout.forms.details import DetailsForm


class JoinForm(DetailsForm):
    """`token` makes one place in line of a form that is sent twice."""

    texts = ("sms", "text_offers")
    number_missing = lazy("Write the number for the texts, or untick them.")

    text_offers = forms.BooleanField(
        required=False,
        label=lazy("Text me when a place comes free"),
        help_text=lazy("Beside the email, which you get in any case. An offer does not stand for long."),
    )
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("Offers and your link go here.")
        self.fields["phone"].help_text = _("Needed only for texts. %s") % local_numbers(self.region)
        if "sms" in self.fields:
            self.fields["sms"].help_text = _("If you get a place: one text, 24 hours before.")
        self.new_token = str(uuid4())

    @property
    def sent_token(self) -> str:
        """Of a form that comes back, its own."""
        return self.data.get("token") or self.new_token if self.is_bound else self.new_token

    @property
    def client_token(self) -> UUID | None:
        return self.cleaned_data.get("token")

    @property
    def wants_texts(self) -> bool:
        return bool(self.cleaned_data.get("text_offers"))
