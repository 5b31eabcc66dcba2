"""Plans as their owner fills them in: what they give, for what, at what price."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, ManyToManyField, Q, QuerySet
from django.forms import CheckboxSelectMultiple, ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bookings.admin.wording import with_business
from checkout.models import Plan, PlanKind
from checkout.plans_words import what_it_gives
from services.admin.money import WithAmounts
from services.wording import money


class PlanForm(ModelForm):
    """What doesn't belong to the chosen kind is left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "tax_rate" in self.fields:
            self.fields["tax_rate"].required = False

    def clean_tax_rate(self) -> Any:
        return self.cleaned_data["tax_rate"] or 0

    def clean_price(self) -> Any:
        if not self.cleaned_data["price"]:
            raise ValidationError(gettext("Give the price: a plan is paid online."))
        return self.cleaned_data["price"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        kind = data.get("kind")
        if kind != PlanKind.PER_CYCLE:
            data["cycle"] = ""
        elif not data.get("cycle"):
            self.add_error("cycle", gettext("Say whether the credits come each week or each month."))
        if kind == PlanKind.UNLIMITED:
            data["credits"] = None
        elif kind and not data.get("credits") and "credits" not in self.errors:
            self.add_error("credits", gettext("Say how many credits it gives."))
        return data


@admin.register(Plan)
class PlanAdmin(WithAmounts, admin.ModelAdmin):
    form = PlanForm
    list_display = ["name", "gives", "costs", "valid_days", "on_sale", "held"]
    list_filter = ["on_sale"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    formfield_overrides = {ManyToManyField: {"widget": CheckboxSelectMultiple}}
    fieldsets = [
        (None, {"fields": ["name", "slug", "summary", "on_sale", "position"]}),
        (
            _("What it gives"),
            {
                "fields": ["kind", "credits", "cycle", "valid_days"],
                "description": _(
                    "One credit is one place of one person on one date; a course takes one for each of its dates. "
                    "Credits of a week or month pay for what takes place in it. Who has a plan already keeps what it "
                    "was when it was bought."
                ),
            },
        ),
        (_("What it pays for"), {"fields": ["services"]}),
        (_("Price"), {"fields": ["price", "tax_rate"], "description": _("Paid online, all of it at once.")}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Plan]:
        live = Q(memberships__ended_at=None, memberships__ends_at__gt=timezone.now())
        return with_business(super().get_queryset(request)).annotate(held_by=Count("memberships", filter=live))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One that somebody had stays, for the orders that name it; it is taken off sale instead."""
        used = obj is not None and (obj.memberships.exists() or obj.checkout_lines.exists())
        return super().has_delete_permission(request, obj) and not used

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """What does not take plans yet is said at once."""
        super().save_related(request, form, formsets, change)
        names = form.instance.services.filter(pay_by_plan=False).values_list("name", flat=True)
        if names:
            said = gettext("Not paid with plans yet: %(names)s. Tick “paid with a plan” on their pages.")
            messages.warning(request, said % {"names": ", ".join(names)})

    @admin.display(description=_("gives"))
    def gives(self, plan: Plan) -> str:
        return what_it_gives(plan)

    @admin.display(description=_("price"), ordering="price")
    def costs(self, plan: Any) -> str:
        return money(plan.price, plan.business_currency)

    @admin.display(description=_("held by"), ordering="held_by")
    def held(self, plan: Any) -> int:
        return int(plan.held_by)
