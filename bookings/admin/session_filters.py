"""Which dates of classes and courses an owner asks for."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bookings.models import SessionKind
from bookings.sessions.locking import BOOKED
from services.models import Service, ServiceKind


class ComingFilter(admin.SimpleListFilter):
    """Those to come, unless others are asked for."""

    title = _("when")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [("past", _("Past")), ("all", _("All"))]

    def choices(self, changelist: Any) -> Iterator[Any]:
        _first, *others = super().choices(changelist)
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("From now on"),
        }
        yield from others

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        now = timezone.now()
        match self.value():
            case "all":
                return rows
            case "past":
                return rows.filter(ends_at__lte=now).order_by("-starts_at")
        return rows.filter(ends_at__gt=now)


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [(kind, capfirst(SessionKind(kind).label)) for kind in sorted(BOOKED)]

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(kind=self.value()) if self.value() in BOOKED else rows


class ServiceFilter(admin.SimpleListFilter):
    title = _("class or course")
    parameter_name = "service"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        services = Service.objects.exclude(kind=ServiceKind.APPOINTMENT).order_by("name", "pk")
        return [(str(pk), name) for pk, name in services.values_list("pk", "name")]

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value() or ""
        return rows.filter(service=int(value)) if value.isdecimal() else rows
