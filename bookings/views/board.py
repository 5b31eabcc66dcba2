"""The list of services, each with its next free time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from bookings.board import sections
from bookings.context import current_business
from bookings.next_free import next_starts
from bookings.picker.asked import number_of
from bookings.picker.offer import places_of
from bookings.picker.offer_rows import all_services
from bookings.supply import supply_of
from bookings.views.pieces import asked_by_htmx
from services.models import Service, ServiceKind
from services.queries import query_services

LONGEST_SEARCH, MOST_WORDS = 100, 8
KINDS = {
    ServiceKind.APPOINTMENT: gettext_lazy("Appointments"),
    ServiceKind.CLASS: gettext_lazy("Classes"),
    ServiceKind.COURSE: gettext_lazy("Courses"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    text: str
    kind: str
    category: int | None
    location: int | None

    @classmethod
    def read(cls, data: QueryDict) -> "Filters":
        """What can't be read is not asked for. PostgreSQL has no NUL in texts."""
        words = data.get("q", "").replace("\x00", "")[:LONGEST_SEARCH].split()
        kind = data.get("kind", "")
        return cls(
            text=" ".join(words[:MOST_WORDS]),
            kind=kind if kind in ServiceKind.values else "",
            category=number_of(data.get("category", "")),
            location=number_of(data.get("place", "")),
        )

    @property
    def any(self) -> bool:
        return bool(self.text or self.kind or self.category or self.location)


@require_safe
@vary_on_headers("HX-Request")
def show(request: HttpRequest) -> HttpResponse:
    filters, now, business = Filters.read(request.GET), timezone.now(), current_business(request)
    everything = all_services()
    services = _chosen(everything, filters)
    members = {service.pk: service.members for service in services}  # type: ignore[attr-defined]
    supply = supply_of(members, business.time_zone)
    starts = next_starts(services, now, business, location_id=filters.location, supply=supply)
    context = {
        "sections": sections(services, supply.groups, starts, now, business),
        "count": len(services),
        "filters": filters,
        "take_plans": any(service.pay_by_plan for service in everything),
        **_choices(everything),
    }
    piece = asked_by_htmx(request)
    response = render(request, f"bookings/board.html{'#services' if piece else ''}", context)
    response["Cache-Control"] = "no-cache"
    return response


def _chosen(everything: Sequence[Service], filters: Filters) -> Sequence[Service]:
    if not filters.any:
        return everything
    rows = query_services(
        kind=filters.kind or None, category=filters.category, location=filters.location, text=filters.text
    )
    ids = set(rows.order_by().values_list("pk", flat=True))
    return [service for service in everything if service.pk in ids]


def _choices(everything: Sequence[Service]) -> dict[str, Any]:
    """What can be filtered by: only what exists, and only where there is a choice."""
    kinds = [(kind, KINDS[kind]) for kind in ServiceKind if any(service.kind == kind for service in everything)]
    categories = {service.category.pk: service.category for service in everything if service.category}
    places = {place.id: place for service in everything for place in places_of(service)}
    return {
        "kinds": kinds if len(kinds) > 1 else [],
        "categories": list(categories.values()) if len(categories) > 1 else [],
        "places": list(places.values()) if len(places) > 1 else [],
    }
