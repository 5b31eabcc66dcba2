"""What an owner is told where something changed that dates in the timetable don't follow by themselves (S11)."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from services.models import Service, ServiceKind, WeeklyRule


class WithZone:
    """For an admin whose rows have a `time_zone`: hours follow it, dates of classes and courses stay."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)  # type: ignore[misc]
        if change and "time_zone" in form.changed_data:
            said = _(
                "Dates that are in the timetable stay at the same instant. For the same time on the clock of the new"
                " zone,"
            )
            _lead(request, said, WeeklyRule.objects.all())


def tell_of_dates(request: HttpRequest, service: Service, changed: list[str]) -> None:
    """Its length, or the places of a class, were changed."""
    followed = {"duration_minutes"} if service.kind == ServiceKind.COURSE else {"duration_minutes", "default_capacity"}
    if followed & set(changed):
        said = _("Dates that are in the timetable stay as they are. For them to follow,")
        _lead(request, said, WeeklyRule.objects.filter(schedule__service=service), of=service)


def _lead(request: HttpRequest, said: str, rules: QuerySet[WeeklyRule], of: Service | None = None) -> None:
    """To where dates are brought in line; nothing where there is no rule."""
    if not rules.exists():
        return
    address = reverse("admin:services_weeklyrule_changelist") + (
        f"?schedule__service__id__exact={of.pk}" if of else ""
    )
    way = _("select their weekly rules and bring the dates in line")
    messages.warning(request, format_html('{} <a href="{}">{}</a>.', said, address, way))
