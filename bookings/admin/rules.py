"""When classes and courses meet: weekly rules, whose dates follow them (journeys.md O3)."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTimeWidget, RelatedFieldWidgetWrapper
from django.db.models import Count, Field, ManyToManyField, Min, Q, QuerySet, TimeField
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bookings.actors import Actor
from bookings.admin.rule_action import bring_in_line
from bookings.admin.rule_form import RuleForm
from bookings.admin.rule_start import beginning
from bookings.admin.rule_words import said_of
from bookings.admin.wording import when, with_business
from bookings.timetable import affected_by_deleting, change_rule, delete_rule, extend
from bookings.timetable.changing import MOVE, Booked
from services.models import Business, WeeklyRule
from services.queries import zone_of


class OfService(admin.RelatedOnlyFieldListFilter):
    """The classes and courses that have a rule; each rule is of one."""

    include_empty_choice = False


@admin.register(WeeklyRule)
class WeeklyRuleAdmin(admin.ModelAdmin):
    form = RuleForm
    list_display = ["what", "__str__", "people", "next_date", "dates"]
    list_display_links = ["what", "__str__"]
    list_filter = [("schedule__service", OfService)]
    list_select_related = ["schedule__service", "location"]
    actions = [bring_in_line]
    formfield_overrides = {
        ManyToManyField: {"widget": CheckboxSelectMultiple},
        TimeField: {"widget": AdminTimeWidget(format="%H:%M")},
    }
    fieldsets = [
        (None, {"fields": ["schedule", "weekdays", "start_time", "duration_minutes", "capacity"]}),
        (_("People and rooms"), {"fields": ["resources", "location"]}),
        (_("From when to when"), {"fields": ["first_on", "last_on"]}),
    ]

    class Media:
        css = {"all": ["css/admin-service.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[WeeklyRule]:
        coming = Q(sessions__starts_at__gt=timezone.now(), sessions__called_off_at=None)
        rules = super().get_queryset(request).prefetch_related("resources")
        return with_business(
            rules.annotate(
                coming=Count("sessions", filter=coming), next_start=Min("sessions__starts_at", filter=coming)
            )
        )

    def get_readonly_fields(self, request: HttpRequest, obj: WeeklyRule | None = None) -> list[str]:
        return [] if obj is None else ["schedule"]

    def get_form(
        self, request: HttpRequest, obj: WeeklyRule | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.may_move = request.user.has_perm(MOVE)
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return beginning(request.GET) | super().get_changeform_initial_data(request)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Each is deleted on its own page, which says what becomes of the people."""
        return {name: act for name, act in super().get_actions(request).items() if name != "delete_selected"}

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """People and places are chosen here and edited on their own pages."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def save_model(self, request: HttpRequest, obj: WeeklyRule, form: Any, change: bool) -> None:
        if not change:
            super().save_model(request, obj, form, change)
            return
        booked: Booked = "move" if form.cleaned_data["booked"] == "move" else "keep"
        changed = change_rule(obj, form.changes, by=_owner(request), now=timezone.now(), booked=booked)
        self._say(request, obj, changed)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The verb has written a changed rule whole."""
        if not change:
            super().save_related(request, form, formsets, change)
            self._say(request, form.instance, extend(form.instance, now=timezone.now(), by=_owner(request)))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        rule = self.get_object(request, object_id)
        affected = affected_by_deleting(rule, now=timezone.now()) if rule else []
        zone = zone_of(rule.location, Business.objects.current()) if rule else None
        return super().delete_view(request, object_id, (extra_context or {}) | {"affected": affected, "zone": zone})

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """The page says it in its own words; alerts of the rule go with it, whoever may delete them."""
        return [], {}, set(), []

    def delete_model(self, request: HttpRequest, obj: WeeklyRule) -> None:
        self._say(request, obj, delete_rule(obj, by=_owner(request), now=timezone.now()))

    def _say(self, request: HttpRequest, rule: WeeklyRule, outcome: Any) -> None:
        zone = zone_of(rule.location, Business.objects.current())
        for level, sentence in said_of(outcome, zone):
            self.message_user(request, sentence, level)

    @admin.display(description=_("class or course"), ordering="schedule__service__name")
    def what(self, rule: WeeklyRule) -> str:
        return str(rule.schedule)

    @admin.display(description=_("people and rooms"))
    def people(self, rule: WeeklyRule) -> str:
        return ", ".join(str(each) for each in rule.resources.all())

    @admin.display(description=_("next date"), ordering="next_start")
    def next_date(self, rule: Any) -> str:
        zone = rule.location.time_zone if rule.location and rule.location.time_zone else rule.business_zone
        return when(rule.next_start, zone)

    @admin.display(description=_("dates to come"), ordering="coming")
    def dates(self, rule: Any) -> int:
        return rule.coming


def _owner(request: HttpRequest) -> Actor:
    return Actor.owner(request.user)  # type: ignore[arg-type]
