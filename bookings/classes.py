"""The sessions of a class with the places that are left in each, from one query, whatever their number."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bookings.places import NOBODYS, Places
from bookings.refusals import violations
from services.models import Business, Service
from services.sql import asked
from services.terms import Terms

# Sums are made per table and joined, so that a month of hundreds of sessions is four scans and no loop.
_SESSIONS = """
    WITH found AS MATERIALIZED (
        SELECT id, starts_at, ends_at, capacity, location_id, places_freed_at
        FROM bookings_session
        WHERE service_id = %(service)s AND kind = 'class' AND called_off_at IS NULL
          AND starts_at >= %(start)s AND starts_at < %(end)s
    ), taken AS (
        SELECT b.session_id, sum(b.total_participants) AS n FROM bookings_booking b
        WHERE b.takes_places AND b.session_id IN (SELECT id FROM found) GROUP BY b.session_id
    ), held AS (
        SELECT h.session_id, sum(h.participants) AS n FROM bookings_hold h
        WHERE h.session_id IN (SELECT id FROM found) AND h.expires_at > %(now)s
          AND (h.booking_id IS NOT NULL OR h.visitor IS DISTINCT FROM nullif(%(visitor)s, '')) GROUP BY h.session_id
    ), offered AS (
        SELECT o.session_id, sum(o.participants) AS n FROM bookings_offer o
        WHERE o.state = 'running' AND o.expires_at > %(now)s AND o.session_id IN (SELECT id FROM found)
        GROUP BY o.session_id
    ), line AS (
        SELECT w.session_id, count(*) AS n,
               min(b.total_participants) FILTER (
                   WHERE (w.offered_at IS NULL OR w.offered_at < f.places_freed_at)
                     AND NOT EXISTS (SELECT FROM bookings_offer o WHERE o.booking_id = b.id
                                     AND o.state = 'running' AND o.expires_at > %(now)s)) AS smallest
        FROM bookings_waiting w
        JOIN found f ON f.id = w.session_id
        JOIN bookings_booking b ON b.id = w.booking_id AND b.status = 'waiting_list'
        GROUP BY w.session_id
    ), people AS (
        SELECT o.session_id, string_agg(r.name, ', ' ORDER BY r.name) AS names,
               array_agg(r.id) AS ids
        FROM bookings_occupancy o
        JOIN services_resource r ON r.id = o.resource_id AND r.kind = 'staff'
        WHERE o.session_id IN (SELECT id FROM found) GROUP BY o.session_id
    )
    SELECT f.id, date_part('epoch', f.starts_at), date_part('epoch', f.ends_at), f.location_id,
           coalesce(people.names, ''), coalesce(people.ids, '{}'), coalesce(line.n, 0),
           f.capacity, coalesce(taken.n, 0), coalesce(held.n, 0), coalesce(offered.n, 0), line.smallest
    FROM found f
    LEFT JOIN taken ON taken.session_id = f.id
    LEFT JOIN held ON held.session_id = f.id
    LEFT JOIN offered ON offered.session_id = f.id
    LEFT JOIN line ON line.session_id = f.id
    LEFT JOIN people ON people.session_id = f.id
    ORDER BY f.starts_at, f.id
"""


@dataclass(frozen=True, slots=True)
class ClassSession:
    """`people`: names of those who give it. `waiting`: how many bookings are on its waitlist."""

    id: int
    start: datetime
    end: datetime
    location_id: int | None
    people: str
    people_ids: tuple[int, ...]
    waiting: int
    places: Places
    violations: tuple[str, ...]

    @property
    def bookable(self) -> bool:
        return self.places.open > 0 and not self.violations

    def has_waitlist(self, service: Service) -> bool:
        """Whether somebody who finds no place can wait for one."""
        return service.policy.waitlist and not self.violations and self.waiting < service.policy.waitlist_capacity


def read_sessions(
    service: Service,
    start: datetime,
    end: datetime,
    *,
    now: datetime,
    business: Business,
    visitor: str = "",
    resources: Collection[int] = (),
) -> list[ClassSession]:
    """Those that start in [start, end), from now to the horizon; what the visitor holds without a booking is free for
    the visitor. `resources`: given by one of these people; empty: by anyone."""
    start, end = max(start, now), min(end, now + timedelta(days=business.horizon_days))
    if start >= end:
        return []
    values: dict[str, Any] = {
        "service": service.pk,
        "start": start,
        "end": end,
        "now": now,
        "visitor": visitor or str(NOBODYS),
    }
    terms = service.policy.terms()
    found = [_session(service, terms, row, now) for row in asked(_SESSIONS, values)]
    return [each for each in found if not resources or set(resources) & set(each.people_ids)]


def _session(service: Service, terms: Terms, row: tuple[Any, ...], now: datetime) -> ClassSession:
    """Times come as seconds: psycopg and Django read a timestamp in thirty times as long, and there are a thousand."""
    pk, start_s, end_s, location_id, people, people_ids, waiting, *places = row
    start, end = datetime.fromtimestamp(start_s, UTC), datetime.fromtimestamp(end_s, UTC)
    found = Places(*places)
    return ClassSession(
        pk, start, end, location_id, people, tuple(people_ids), waiting, found, violations(service, start, now, terms)
    )
