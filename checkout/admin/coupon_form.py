"""A coupon as its owner fills it in; what can't be is said at its field."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checkout.admin.moments import MomentField
from checkout.models import Coupon
from checkout.operations.coupons import normal
from services.models import Business
from services.wording import zone_label


class CouponForm(ModelForm):
    starts_at = MomentField(label=gettext_lazy("From"))
    ends_at = MomentField(label=gettext_lazy("Until"), day_counts=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "services" in self.fields:  # ticked here, made on their own pages
            self.fields["services"].widget.can_add_related = False
        zone = Business.objects.current().zone
        words = {"zone": zone_label(timezone.now(), zone)}
        texts = {
            "starts_at": _("%(zone)s. Empty: from now on.") % words,
            "ends_at": _("%(zone)s. Without a time: the end of that day. Empty: for good.") % words,
        }
        for name, text in texts.items():
            if name in self.fields:
                self.fields[name].zone, self.fields[name].help_text = zone, text  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """As it will be compared: there is one coupon of each code, in letters of any size."""
        code = normal(self.cleaned_data["code"])
        if Coupon.objects.filter(code__iexact=code).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("There is a coupon with this code already."))
        return code

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not {"percent", "amount"} & self.errors.keys():
            self._clean_discount(data.get("percent"), data.get("amount"))
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("It would end before it starts."))
        limit = data.get("limit")
        if limit is not None and limit < self.instance.used:
            self.add_error("limit", _("It was used %(n)s times already.") % {"n": self.instance.used})
        return data

    def _clean_discount(self, percent: Decimal | None, amount: Decimal | None) -> None:
        if percent is not None and amount is not None:
            self.add_error("amount", _("Choose one: so many percent, or an amount."))
        elif percent is None and amount is None:
            self.add_error("percent", _("Say what it takes off: so many percent, or an amount."))
        elif not (percent or amount):
            self.add_error("percent" if percent is not None else "amount", _("It has to take something off."))
