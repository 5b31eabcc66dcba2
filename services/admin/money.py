"""Amounts as an owner types and reads them: as many decimals as the business's currency has."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _

from services.models import Business
from services.prices import exponent, rounded

STORED = 3  # Decimals of the columns; a currency with four is kept with three.
WHOLE_DIGITS = 9
PERCENTS = frozenset({"percent", "tax_rate"})  # decimals that are no amounts


class AmountField(forms.DecimalField):
    """In `currency`. What is stored with more decimals than it has is shown as it is, never rounded in silence."""

    def __init__(self, *, currency: str, **kwargs: Any) -> None:
        self.currency = currency
        places = min(exponent(currency), STORED)
        sentence = _too_fine(currency, places)
        errors = {"max_decimal_places": sentence} | kwargs.pop("error_messages", {})
        digits = {"max_digits": WHOLE_DIGITS + places, "decimal_places": places}
        super().__init__(**kwargs | digits, error_messages=errors)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        shown = rounded(value, self.currency)
        return shown if shown == value else value


class PercentField(forms.DecimalField):
    """Shown without zeros behind the point."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class WithAmounts:
    """For an admin or an inline: each decimal of the model is an amount, or so many percent."""

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in PERCENTS:
            kwargs |= {"form_class": PercentField}
        elif isinstance(db_field, models.DecimalField):
            kwargs |= {"form_class": AmountField, "currency": Business.objects.current().currency}
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]


def _too_fine(currency: str, places: int) -> str:
    if not places:
        return _("Amounts in %(currency)s have no decimals.") % {"currency": currency}
    return _("Amounts in %(currency)s have %(places)s decimals.") % {"currency": currency, "places": places}
