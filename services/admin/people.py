"""People and rooms with their hours on one page. The hours hang on the Schedule that each makes with itself."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.sites import AdminSite
from django.contrib.admin.widgets import AdminTimeWidget, RelatedFieldWidgetWrapper
from django.db.models import Field, Model, TimeField
from django.forms import BaseModelFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from services.admin.hours_forms import HoursExceptionForm, WeeklyHoursForm
from services.models import HoursException, Resource, Schedule, WeeklyHours


class _OfSchedule(admin.TabularInline):
    """Rows of a schedule, edited on the page of the resource that owns it; narrow enough to be seen at once."""

    formfield_overrides = {TimeField: {"widget": AdminTimeWidget(format="%H:%M", attrs={"size": 5})}}

    def __init__(self, parent_model: type[Model], admin_site: AdminSite) -> None:
        super().__init__(Schedule, admin_site)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """A place is chosen here and edited on its own page."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class WeeklyHoursInline(_OfSchedule):
    model = WeeklyHours
    form = WeeklyHoursForm
    extra = 1
    verbose_name_plural = _("weekly hours: a row for each block of a day")


class HoursExceptionInline(_OfSchedule):
    model = HoursException
    form = HoursExceptionForm
    extra = 0


@admin.register(Resource)
class ResourceAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "location", "email", "active"]
    list_filter = ["kind", "active"]
    list_select_related = ["location"]
    search_fields = ["name", "email"]
    fieldsets = [
        (
            None,
            {
                "fields": ["kind", "name", "email", "location", "user", "active"],
                "description": _(
                    "People without hours never work. Rooms and equipment without hours are always open."
                ),
            },
        )
    ]
    inlines = [WeeklyHoursInline, HoursExceptionInline]

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Resource, inline: admin.options.InlineModelAdmin, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return kwargs | {"instance": obj.schedule if obj.pk else Schedule()}

    def save_formset(self, request: HttpRequest, form: Any, formset: BaseModelFormSet, change: bool) -> None:
        """A new resource has its schedule only since it was saved, a moment ago."""
        formset.instance = form.instance.schedule  # type: ignore[attr-defined]
        super().save_formset(request, form, formset, change)
