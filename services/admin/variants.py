"""Choices with their prices: two to a hundred, each with a name of its own."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services.admin.money import WithAmounts
from services.models import Rate, Variant

FEWEST, MOST = 2, 100


class ChoicesFormSet(BaseInlineFormSet):
    """Only a service with a price for each choice needs them; others may keep those they had."""

    def clean(self) -> None:
        super().clean()
        names: set[str] = set()
        for form in self._rows():
            name = form.cleaned_data["name"].strip().casefold()
            if name in names:
                form.add_error("name", _("There is a choice of this name above."))
            names.add(name)
        if self.instance.rate == Rate.VARIED:
            self._count(len(self._rows()))

    def _rows(self) -> list[Any]:
        """Those that stay or come."""
        rows = [form for form in self.forms if getattr(form, "cleaned_data", {}).get("name")]
        return [form for form in rows if not form.cleaned_data.get("DELETE")]

    def _count(self, count: int) -> None:
        if count < FEWEST:
            raise ValidationError(_("Add at least two choices, each with its price."))
        if count > MOST:
            raise ValidationError(_("A hundred choices are the most."))


class VariantInline(WithAmounts, admin.TabularInline):
    """Seen where the rate is one of choices: static/css/admin-service.css."""

    model = Variant
    formset = ChoicesFormSet
    extra = 0
    fields = ["position", "name", "price"]
    verbose_name_plural = gettext_lazy("choices with their prices")

    def get_extra(self, request: Any, obj: Any = None, **kwargs: Any) -> int:
        """Two to begin with."""
        return 0 if obj is not None and obj.variants.exists() else FEWEST
