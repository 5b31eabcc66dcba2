"""The next free time of every service on the list, from one load."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import ceil

from bookings.availability import bookable_window
from bookings.finder import Grids, Question, find
from bookings.next_dates import next_dates
from bookings.supply import Supply, load_busy, load_groups, load_hours
from services.models import Business, Service, ServiceKind

NEAR = timedelta(days=14)
DAY = 86_400
STEPS = (1, 4, 14)  # days ahead that are searched in turn: most services have a time soon


def next_starts(
    services: Sequence[Service],
    now: datetime,
    business: Business,
    *,
    location_id: int | None = None,
    supply: Supply | None = None,
) -> dict[int, datetime | None]:
    """By service id, the first start that can be booked now (UTC); None where there is none up to the horizon.

    Four queries, one for all classes and courses, and one more only when two weeks are not enough. `supply` with its
    groups loaded spares a query.
    """
    found: dict[int, datetime | None] = {service.pk: None for service in services}
    found |= next_dates(services, now, business)
    asked = [each for each in services if each.kind == ServiceKind.APPOINTMENT and each.online_booking]
    if not asked:
        return found
    supply = supply or load_groups([service.pk for service in asked], business.time_zone)
    load_hours(supply, now)
    horizon = now + timedelta(days=business.horizon_days)
    for until in (min(now + NEAR, horizon), horizon):
        left = [service for service in asked if found[service.pk] is None and _reaches(service, now, until, business)]
        if left:
            _load(supply, left, now, until)
            grids: Grids = {}
            found |= {each.pk: _first(each, now, until, business, supply, location_id, grids) for each in left}
    return found


def _reaches(service: Service, now: datetime, until: datetime, business: Business) -> bool:
    """Whether the search up to `until` can find more than the one up to two weeks did."""
    first, last = bookable_window(service, now, business)
    return until <= now + NEAR or (first < last and last > now + NEAR)


def _load(supply: Supply, services: Sequence[Service], now: datetime, until: datetime) -> None:
    around = timedelta(
        minutes=max(
            each.duration_minutes + each.buffer_before_minutes + each.buffer_after_minutes for each in services
        )
    )
    load_busy(supply, now - around, until + around, now)


def _first(
    service: Service,
    now: datetime,
    until: datetime,
    business: Business,
    supply: Supply,
    location_id: int | None,
    grids: Grids,
) -> datetime | None:
    first, last = bookable_window(service, now, business)
    begin, end = ceil(first.timestamp()), int(min(last, until).timestamp())
    at = begin
    for days in (*STEPS, business.horizon_days):
        until_then = min(begin + days * DAY, end)
        if at >= until_then:
            continue
        starts = find(Question(service, at, until_then, location_id=location_id), supply, grids).starts
        if starts:
            return datetime.fromtimestamp(starts[0], UTC)
        at = until_then
    return None
