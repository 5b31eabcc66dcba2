"""Who stands at the door of a class."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from bookings.actors import Actor, Permission
from bookings.admin.person_form import PersonForm
from services.models import Rate, Service


class WalkInForm(PersonForm):
    """Its token makes one booking of it, however often it is sent."""

    paid = forms.ChoiceField(
        label=_("Payment"),
        choices=[("", _("Pays later")), ("now", _("Has paid now, in person"))],
        required=False,
        widget=forms.RadioSelect,
    )
    although_full = forms.BooleanField(
        label=_("Also if it is full"), required=False, help_text=_("Everybody keeps their place, and it is marked.")
    )
    client_token = forms.UUIDField(widget=forms.HiddenInput)
    last = ("paid", "although_full")

    def __init__(self, *args: Any, service: Service, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, service=service, **kwargs)
        self.initial["client_token"] = uuid4()
        self.fields["email"].required = False
        self.fields["email"].help_text = _("With it the confirmation is sent. Empty: nothing is sent.")
        self.order_fields(["first_name", "last_name"])
        if service.rate in (Rate.NO_FEE, Rate.CUSTOM):
            del self.fields["paid"]
        if not actor.may(Permission.OVERRIDE):
            del self.fields["although_full"]

    def arguments(self) -> dict[str, Any]:
        """Of a valid form, for `walk_in`."""
        data = self.cleaned_data
        return super().arguments() | {
            "paid": data.get("paid") == "now",
            "although_full": data.get("although_full", False),
            "client_token": data["client_token"],
        }
