"""Services: fieldsets by topic; what can't be paid that way is refused at its field (Service.clean)."""

from decimal import Decimal
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Field, ManyToManyField, Min, QuerySet, Subquery
from django.forms import CheckboxSelectMultiple, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from services.admin.following import tell_of_dates
from services.admin.missing import missing
from services.admin.money import WithAmounts
from services.admin.variants import VariantInline
from services.models import Business, Question, Rate, RequirementGroup, Schedule, Service, ServiceKind, WeeklyRule
from services.wording import money

# A handful to choose from, each with its name beside it.
CHECKBOXES: dict[type[Field], dict[str, Any]] = {ManyToManyField: {"widget": CheckboxSelectMultiple}}


class RequirementGroupInline(admin.TabularInline):
    model = RequirementGroup
    extra = 1
    formfield_overrides = CHECKBOXES
    fields = ["position", "name", "resources", "customer_chooses"]
    verbose_name_plural = _(
        "who and what an appointment needs: any one of each row, all rows together."
        " For a class or course, those of its weekly rule count"
    )


class QuestionInline(admin.TabularInline):
    model = Question
    extra = 0
    fields = ["position", "label", "hint", "kind", "choices", "required"]
    verbose_name_plural = _("your questions on the booking form")


class ServiceForm(ModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        service = self.instance
        if service.pk and "kind" in self.fields and is_in_use(service):
            self.fields["kind"].disabled = True
            self.fields["kind"].help_text = _("It has dates or bookings, so its kind stays.")
        if service.pk and service.kind == ServiceKind.COURSE and service.schedule.capacity:
            self.initial["default_capacity"] = service.schedule.capacity
        if "tax_rate" in self.fields:
            self.fields["tax_rate"].required = False
        if "default_capacity" in self.fields:
            self._ask_places()

    def _ask_places(self) -> None:
        """Empty until somebody says how many a class or course has; an appointment has its one."""
        self.fields["default_capacity"].required = False
        if not self.instance.pk or self.instance.kind == ServiceKind.APPOINTMENT:
            self.initial["default_capacity"] = None

    def clean_tax_rate(self) -> Decimal:
        """Empty: none."""
        return self.cleaned_data["tax_rate"] or Decimal(0)

    def clean_default_capacity(self) -> int:
        kind = self.cleaned_data.get("kind", self.instance.kind)
        if kind == ServiceKind.APPOINTMENT:
            return 1
        if self.cleaned_data["default_capacity"] is None:
            raise ValidationError(_("Say how many people have a place."))
        return self.cleaned_data["default_capacity"]

    def add_error(self, field: str | None, error: Any) -> None:
        """What can't be read is said alone: the rules of Service.clean weigh a value that is not there."""
        if field is None and hasattr(error, "error_dict"):
            error = ValidationError({name: said for name, said in error.error_dict.items() if name not in self.errors})
        super().add_error(field, error)


def is_in_use(service: Service) -> bool:
    """Dates, rules and bookings are those of its kind."""
    rules = WeeklyRule.objects.filter(schedule__service=service)
    return service.sessions.exists() or service.bookings.exists() or rules.exists()


@admin.register(Service)
class ServiceAdmin(WithAmounts, admin.ModelAdmin):
    form = ServiceForm
    list_display = ["name", "kind", "category", "duration_minutes", "costs", "policy", "hidden", "online_booking"]
    list_filter = ["kind", "category", "policy", "hidden", "online_booking"]
    list_select_related = ["category", "policy"]
    search_fields = ["name", "summary"]
    prepopulated_fields = {"slug": ["name"]}
    formfield_overrides = CHECKBOXES
    fieldsets = [
        (None, {"fields": ["kind", "name", "slug", "category", "summary", "bring", "position"]}),
        (_("Places"), {"fields": ["default_capacity"], "classes": ["for-groups"]}),
        (
            _("Price"),
            {"fields": ["rate", "price", "variant_option", "price_per_person", "price_text", "deposit", "tax_rate"]},
        ),
        (_("Ways to pay"), {"fields": ["pay_online", "pay_in_person", "pay_by_plan"]}),
        (
            _("Time"),
            {"fields": ["duration_minutes", "slot_step_minutes", "buffer_before_minutes", "buffer_after_minutes"]},
        ),
        (_("Place"), {"fields": ["location_type", "locations", "own_address"]}),
        (_("Booking"), {"fields": ["policy", "online_booking", "hidden"]}),
    ]
    inlines = [VariantInline, RequirementGroupInline, QuestionInline]
    change_form_template = "admin/services/service/change_form.html"

    class Media:
        """Shows what belongs to the chosen kind and rate."""

        css = {"all": ["css/admin-service.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Service]:
        currency = Subquery(Business.objects.values("currency")[:1])
        cheapest = Min("variants__price")
        return super().get_queryset(request).annotate(business_currency=currency, cheapest=cheapest)

    @admin.display(description=_("price"), ordering="price")
    def costs(self, service: Any) -> str:
        if service.rate == Rate.FIXED:
            return money(service.price, service.business_currency)
        if service.rate == Rate.VARIED and service.cheapest is not None:
            return gettext("from %(price)s") % {"price": money(service.cheapest, service.business_currency)}
        return service.price_text or service.get_rate_display()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Saved, but not bookable, is said at once, not by an empty month."""
        super().save_related(request, form, formsets, change)
        service = form.instance
        if service.kind == ServiceKind.COURSE:
            Schedule.objects.filter(service=service).update(capacity=service.default_capacity)
        if change:
            tell_of_dates(request, service, form.changed_data)
        for sentence in missing(service):
            messages.warning(request, sentence)
