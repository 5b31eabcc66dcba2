"""Whom an owner adds to a waitlist."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from bookings.lifecycle import Details
from services.models import Business, Rate, Service

_VARIANT = "variant_"


class WaitingForm(forms.Form):
    """A party of people, or of each choice where the class has them."""

    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80, required=False)
    email = forms.EmailField(label=_("Email"))
    text_offers = forms.BooleanField(label=_("Offers by text too"), required=False)

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"] = PhoneNumberField(
            label=_("Phone"), required=False, region=Business.objects.current().phone_region
        )
        self.varied = service.rate == Rate.VARIED
        if not self.varied:
            self.fields["people"] = forms.IntegerField(label=_("People"), min_value=1, max_value=200, initial=1)
        for variant in service.variants.all() if self.varied else ():
            self.fields[f"{_VARIANT}{variant.pk}"] = forms.IntegerField(
                label=variant.name, min_value=0, max_value=200, initial=0
            )
        party = [name for name in self.fields if name == "people" or name.startswith(_VARIANT)]
        self.order_fields([*party, "first_name", "last_name", "email", "phone", "text_offers"])

    def arguments(self) -> dict[str, Any]:
        """Of a valid form, for `register`."""
        data = self.cleaned_data
        phone = data["phone"].as_e164 if data["phone"] else ""
        details = Details(first_name=data["first_name"], last_name=data["last_name"], email=data["email"], phone=phone)
        said = {"details": details, "text_offers": data["text_offers"]}
        if not self.varied:
            return said | {"total_participants": data["people"]}
        choices = {int(name[len(_VARIANT) :]): count for name, count in data.items() if name.startswith(_VARIANT)}
        return said | {"participants_choices": choices}
