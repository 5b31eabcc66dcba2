"""A coupon's code, on the payment page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

COUPON_FORM = "coupon"  # the id of the form beside the one that pays, which the field belongs to


class CouponForm(forms.Form):
    code = forms.CharField(
        label=_("Coupon code"),
        max_length=60,
        error_messages={"required": _("Type the code."), "max_length": _("That is longer than any code of ours.")},
        widget=forms.TextInput(
            attrs={
                "form": COUPON_FORM,
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "enterkeyhint": "done",
            }
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
