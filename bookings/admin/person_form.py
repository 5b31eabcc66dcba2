"""Whom an owner books or adds: the person, and the party that comes along."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from bookings.lifecycle import Details
from services.models import Business, Rate, Service

_VARIANT = "variant_"


class PersonForm(forms.Form):
    """A party of people, or of each choice where the class has them. `last`: the fields behind the person's."""

    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80, required=False)
    email = forms.EmailField(label=_("Email"))
    last: tuple[str, ...] = ()

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
        self.order_fields([*party, "first_name", "last_name", "email", "phone", *self.last])

    def arguments(self) -> dict[str, Any]:
        """Of a valid form: the details and the party, as the verbs take them."""
        data = self.cleaned_data
        phone = data["phone"].as_e164 if data["phone"] else ""
        details = Details(first_name=data["first_name"], last_name=data["last_name"], email=data["email"], phone=phone)
        if not self.varied:
            return {"details": details, "total_participants": data["people"]}
        choices = {int(name[len(_VARIANT) :]): count for name, count in data.items() if name.startswith(_VARIANT)}
        return {"details": details, "participants_choices": choices}
