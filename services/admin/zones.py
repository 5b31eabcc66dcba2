"""What an owner is told where a zone was changed (journeys.md S11)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from services.models import WeeklyRule


class WithZone:
    """For an admin whose rows have a `time_zone`: hours follow it, dates of classes and courses stay."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)  # type: ignore[misc]
        if change and "time_zone" in form.changed_data and WeeklyRule.objects.exists():
            said = _(
                "Dates that are in the timetable stay at the same instant. For the same time on the clock of the new"
                " zone,"
            )
            way = _("select their weekly rules and bring the dates in line")
            address = reverse("admin:services_weeklyrule_changelist")
            messages.warning(request, format_html('{} <a href="{}">{}</a>.', said, address, way))
