"""Services: fieldsets by topic; what can't be paid that way is refused at its field (Service.clean)."""

from typing import Any

from django.contrib import admin
from django.db.models import Field, ManyToManyField
from django.forms import CheckboxSelectMultiple, TypedChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from services.models import Question, Rate, RequirementGroup, Service, ServiceKind, Variant

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


class VariantInline(admin.TabularInline):
    model = Variant
    extra = 0
    fields = ["position", "name", "price"]


@admin.register(Service)
class ServiceAdmin(admin.ModelAdmin):
    list_display = ["name", "category", "duration_minutes", "price", "policy", "hidden", "online_booking"]
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
