"""Which rows an owner asks for."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from services.models import Business


class WhenFilter(admin.SimpleListFilter):
    title = _("when")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [("today", _("Today")), ("coming", _("From now on")), ("past", _("Past"))]

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        now = timezone.now()
        match self.value():
            case "today":
                start, end = today(now)
                return rows.filter(starts_at__gte=start, starts_at__lt=end)
            case "coming":
                return rows.filter(starts_at__gte=now)
            case "past":
                return rows.filter(starts_at__lt=now)
        return rows


class SolvedFilter(admin.SimpleListFilter):
    """Open alerts, unless others are asked for."""

    title = _("state")
    parameter_name = "solved"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [("yes", _("Solved")), ("all", _("All"))]

    def choices(self, changelist: Any) -> Iterator[Any]:
        _first, *others = super().choices(changelist)
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("Open"),
        }
        yield from others

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "all":
            return rows
        return rows.filter(solved_at__isnull=self.value() is None)


def today(now: datetime) -> tuple[datetime, datetime]:
    """[midnight, next midnight) of the business's day."""
    zone = Business.objects.current().zone
    day = now.astimezone(zone).date()
    return datetime.combine(day, time(0), zone), datetime.combine(day + timedelta(days=1), time(0), zone)
