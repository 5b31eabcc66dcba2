"""With what the page of a new weekly rule begins."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from django.utils import timezone

from services.models import Business, Schedule, Service

OF_SERVICE = "schedule__service__id__exact"


def beginning(query: Mapping[str, str]) -> dict[str, Any]:
    """Of the class that the owner comes from: its place and people, where there is no choice. From today."""
    today = timezone.now().astimezone(Business.objects.current().zone).date()
    return {"first_on": today} | _usual(_schedule_of(query))


def _schedule_of(query: Mapping[str, str]) -> Schedule | None:
    """Named itself, or by the filter of the list that the owner comes from."""
    filters = parse_qs(query.get("_changelist_filters", ""))
    of_service = filters.get(OF_SERVICE, [""])[0]
    schedules = Schedule.objects.select_related("service")
    if query.get("schedule", "").isdigit():
        return schedules.filter(pk=int(query["schedule"])).first()
    return schedules.filter(service=int(of_service)).first() if of_service.isdigit() else None


def _usual(schedule: Schedule | None) -> dict[str, Any]:
    if schedule is None or schedule.service is None:
        return {}
    places = list(schedule.service.locations.all()[:2])
    location = {"location": places[0].pk} if len(places) == 1 else {}
    return {"schedule": schedule.pk, "resources": _needed(schedule.service)} | location


def _needed(service: Service) -> list[int]:
    """Of each requirement that only one can fill."""
    groups = service.requirement_groups.prefetch_related("resources")
    each = [list(group.resources.all()) for group in groups]
    return [able[0].pk for able in each if len(able) == 1]
