"""The reads behind a supply, which every page with times and every hold asks (why in SQL: services/sql.py)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from services.intervals import Interval
from services.sql import asked

Row = tuple[Any, ...]
NOBODYS = 0  # an id that no row has

_GROUPS = """
    SELECT g.service_id, g.id, g.name, g.customer_chooses, r.id, r.name, r.kind, r.location_id, l.time_zone
    FROM services_requirementgroup g
    JOIN services_requirementgroup_resources member ON member.requirementgroup_id = g.id
    JOIN services_resource r ON r.id = member.resource_id
    LEFT JOIN services_location l ON l.id = r.location_id
    WHERE g.service_id = ANY(%s::bigint[]) AND (r.active OR r.id = ANY(%s::bigint[]))
    ORDER BY g.position, r.name, r.id
"""
_HOURS = """
    WITH own AS (SELECT id, resource_id FROM services_schedule WHERE resource_id = ANY(%s::bigint[]))
    SELECT own.resource_id, h.weekday, NULL::date AS first_on, NULL::date, h.start_time, h.end_time, h.location_id,
           l.time_zone
    FROM own
    JOIN services_weeklyhours h ON h.schedule_id = own.id
    LEFT JOIN services_location l ON l.id = h.location_id
    UNION ALL
    SELECT own.resource_id, NULL, e.first_on, e.last_on, e.start_time, e.end_time, e.location_id, NULL
    FROM own
    JOIN services_hoursexception e ON e.schedule_id = own.id
    WHERE e.last_on >= %s
    ORDER BY weekday, first_on, start_time
"""
# A row for each resource: a month of a team is many hundred times, and an array of whole seconds is the cheapest to
# bring here. Holds that ran out, and the asker's own hold, session and unbooked holds, stand in nobody's way.
_BUSY = """
    SELECT o.resource_id,
           array_agg(date_part('epoch', o.busy_from)::bigint),
           array_agg(date_part('epoch', o.busy_until)::bigint)
    FROM bookings_occupancy o
    LEFT JOIN bookings_hold h ON h.id = o.hold_id
    WHERE o.resource_id = ANY(%s::bigint[]) AND o.busy_until > %s AND o.busy_from < %s
      AND (h.id IS NULL OR h.expires_at > %s)
      AND o.hold_id IS DISTINCT FROM %s
      AND o.session_id IS DISTINCT FROM %s
      AND (h.id IS NULL OR h.booking_id IS NOT NULL OR h.visitor IS DISTINCT FROM nullif(%s, ''))
    GROUP BY o.resource_id
"""


def groups(service_ids: Iterable[int], also: Iterable[int] = ()) -> list[Row]:
    """(service, group, its name, customer chooses, resource, its name, kind, location, its zone's name), in order.

    Active resources, and those of `also` who are members whatever became of them.
    """
    return _rows(_GROUPS, list(service_ids), list(also))


def hours(resource_ids: Iterable[int], last_from: date) -> list[Row]:
    """(resource, weekday, first day, last day, opens, closes, location, its zone's name) in order: weekly hours have
    a weekday; exceptions, of those that end on that day or later, have days."""
    return _rows(_HOURS, list(resource_ids), last_from)


def busy(
    resource_ids: Iterable[int],
    start: datetime,
    end: datetime,
    now: datetime,
    hold_id: int | None,
    session_id: int | None,
    visitor: str,
) -> Iterator[tuple[int, Iterable[Interval]]]:
    """(resource, its occupied times in whole seconds) of what meets [start, end)."""
    found = _rows(_BUSY, list(resource_ids), start, end, now, hold_id or NOBODYS, session_id or NOBODYS, visitor)
    return ((id_, zip(begins, ends, strict=True)) for id_, begins, ends in found)


def _rows(statement: str, ids: list[int], *values: Any) -> list[Row]:
    """Nobody asked for: nothing asked."""
    return asked(statement, [ids, *values]) if ids else []
