"""Services: fieldsets by topic; what can't be paid that way is refused at its field (Service.clean)."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Field, ManyToManyField, QuerySet, Subquery
from django.forms import CheckboxSelectMultiple, ModelForm, TypedChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from services.admin.missing import missing
from services.admin.money import WithAmounts
from services.models import Business, Question, Rate, RequirementGroup, Service, ServiceKind, Variant
from services.wording import money

# The model knows more than customers can book so far.
OFFERED: dict[str, set[Any]] = {
    "kind": {ServiceKind.APPOINTMENT},
    "rate": {Rate.FIXED, Rate.CUSTOM, Rate.NO_FEE},
}
# A handful to choose from, each with its name beside it.
CHECKBOXES: dict[type[Field], dict[str, Any]] = {ManyToManyField: {"widget": CheckboxSelectMultiple}}


class RequirementGroupInline(admin.TabularInline):
    model = RequirementGroup
    extra = 1
    formfield_overrides = CHECKBOXES
    fields = ["position", "name", "resources", "customer_chooses"]
    verbose_name_plural = _("who and what it needs: any one of each row, all rows together")


class QuestionInline(admin.TabularInline):
    model = Question
    extra = 0
    fields = ["position", "label", "hint", "kind", "choices", "required"]
    verbose_name_plural = _("your questions on the booking form")


class VariantInline(WithAmounts, admin.TabularInline):
    model = Variant
    extra = 0
    fields = ["position", "name", "price"]


class ServiceForm(ModelForm):
    def add_error(self, field: str | None, error: Any) -> None:
        """What can't be read is said alone: the rules of Service.clean weigh a value that is not there."""
        if field is None and hasattr(error, "error_dict"):
            error = ValidationError({name: said for name, said in error.error_dict.items() if name not in self.errors})
        super().add_error(field, error)


@admin.register(Service)
class ServiceAdmin(WithAmounts, admin.ModelAdmin):
    form = ServiceForm
    list_display = ["name", "category", "duration_minutes", "costs", "policy", "hidden", "online_booking"]
    list_filter = ["category", "policy", "hidden", "online_booking"]
    list_select_related = ["category", "policy"]
    search_fields = ["name", "summary"]
    prepopulated_fields = {"slug": ["name"]}
    formfield_overrides = CHECKBOXES
    fieldsets = [
        (None, {"fields": ["kind", "name", "slug", "category", "summary", "bring", "position"]}),
        (_("Price"), {"fields": ["rate", "price", "price_per_person", "price_text", "deposit"]}),
        (_("Ways to pay"), {"fields": ["pay_online", "pay_in_person"]}),
        (
            _("Time"),
            {"fields": ["duration_minutes", "slot_step_minutes", "buffer_before_minutes", "buffer_after_minutes"]},
        ),
        (_("Place"), {"fields": ["location_type", "locations", "own_address"]}),
        (_("Booking"), {"fields": ["policy", "online_booking", "hidden"]}),
    ]
    inlines = [RequirementGroupInline, QuestionInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Service]:
        currency = Subquery(Business.objects.values("currency")[:1])
        return super().get_queryset(request).annotate(business_currency=currency)

    @admin.display(description=_("price"), ordering="price")
    def costs(self, service: Any) -> str:
        if service.rate == Rate.FIXED:
            return money(service.price, service.business_currency)
        return service.price_text or service.get_rate_display()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Saved, but not bookable, is said at once, not by an empty month."""
        super().save_related(request, form, formsets, change)
        for sentence in missing(form.instance):
            messages.warning(request, sentence)

    def get_inlines(self, request: HttpRequest, obj: Service | None) -> Any:
        varied = obj is not None and obj.rate == Rate.VARIED
        return [*self.inlines, VariantInline] if varied else self.inlines

    def formfield_for_choice_field(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> TypedChoiceField | None:
        offered = OFFERED.get(db_field.name)
        if offered is not None:
            kwargs["choices"] = [choice for choice in db_field.flatchoices if choice[0] in offered]
        return super().formfield_for_choice_field(db_field, request, **kwargs)
