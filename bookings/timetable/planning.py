"""Which sessions a weekly rule asks for, from now to the horizon. Reads nothing but the rule that it is given."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from services.models import Business, Service, ServiceKind, WeeklyRule
from services.queries import zone_of
from services.timetable import days_of, ends_at, starts_at

TWO_YEARS = 730  # days: as far as any horizon reaches


@dataclass(frozen=True, slots=True)
class Planned:
    """A session as its rule wants it, for the local day `on`; instants in UTC."""

    on: date
    starts_at: datetime
    ends_at: datetime
    capacity: int
    location_id: int | None
    resource_ids: frozenset[int]


def planned(rule: WeeklyRule, resource_ids: Collection[int], *, now: datetime, business: Business) -> list[Planned]:
    """In order; what has begun is not among them.

    A course that ends is planned to its end, however far the horizon: it is booked as a whole, with all its dates.
    """
    service, zone = rule.schedule.service, zone_of(rule.location, business)
    assert service is not None  # noqa: S101 - rules are of classes and courses
    until = now + timedelta(days=_days_ahead(rule, service, business))
    first = max(rule.first_on, now.astimezone(zone).date())
    last = min(rule.last_on or date.max, until.astimezone(zone).date())
    wanted = [_on(day, rule, service, zone, resource_ids) for day in days_of(rule.weekdays, first, last)]
    return [each for each in wanted if now < each.starts_at < until]


def _days_ahead(rule: WeeklyRule, service: Service, business: Business) -> int:
    whole = service.kind == ServiceKind.COURSE and rule.last_on is not None
    return TWO_YEARS if whole else business.horizon_days


def _on(day: date, rule: WeeklyRule, service: Service, zone: ZoneInfo, resource_ids: Collection[int]) -> Planned:
    start = starts_at(day, rule.start_time, zone)
    end = ends_at(start, rule.minutes_of(service))
    return Planned(day, start, end, rule.places_of(service), rule.location_id, frozenset(resource_ids))
