"""What the sandbox accepts: from the shop as JSON, from the tester on its page."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from checkout.sandbox.outcomes import Outcome

LARGEST_AMOUNT = 10**15
DEFAULT_DELAY_SECONDS = 20


def _is_web_address(value: str) -> None:
    # Django's URLValidator wants a dot in the host; a shop under development has none.
    try:
        address = urlsplit(value)
    except ValueError as error:
        raise ValidationError("Not an address.") from error
    if address.scheme not in ("http", "https") or not address.hostname:
        raise ValidationError("Not a web address.")


class WebAddressField(forms.CharField):
    default_validators = [_is_web_address]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, **kwargs)


class KeyForm(forms.Form):
    """The Idempotency-Key header."""

    key = forms.CharField(max_length=80)


class AmountForm(forms.Form):
    amount = forms.IntegerField(min_value=1, max_value=LARGEST_AMOUNT)


class PaymentForm(AmountForm):
    currency = forms.CharField(validators=[RegexValidator(r"\A[A-Z]{3}\Z")])
    description = forms.CharField(max_length=200)
    capture_later = forms.BooleanField(required=False)
    return_url = WebAddressField()
    cancel_url = WebAddressField()
    webhook_url = WebAddressField()
    expires_at = forms.DateTimeField()


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(choices=Outcome.choices)
    delay = forms.IntegerField(
        label=_("Seconds until the money arrives"),
        required=False,
        min_value=1,
        max_value=86_400,
        initial=DEFAULT_DELAY_SECONDS,
    )

    def clean_delay(self) -> timedelta:
        return timedelta(seconds=self.cleaned_data["delay"] or DEFAULT_DELAY_SECONDS)
