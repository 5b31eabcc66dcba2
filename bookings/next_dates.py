"""The next date of every class, and the next session of every course, that can be booked now: one query for all."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bookings.availability import bookable_window
from services.models import Business, Service, ServiceKind
from services.sql import asked

# For each service the search stops at its first date with a place that nobody on the waitlist comes before.
_NEXT = """
    SELECT wanted.service_id, found.starts_at
    FROM unnest(%(services)s::bigint[], %(first)s::timestamptz[], %(last)s::timestamptz[])
         AS wanted(service_id, first, last)
    CROSS JOIN LATERAL (
        SELECT s.starts_at
        FROM bookings_session s
        CROSS JOIN LATERAL (
            SELECT s.capacity
                   - coalesce((SELECT sum(b.total_participants) FROM bookings_booking b
                               WHERE b.session_id = s.id AND b.takes_places), 0)
                   - coalesce((SELECT sum(h.participants) FROM bookings_hold h
                               WHERE h.session_id = s.id AND h.expires_at > %(now)s), 0)
                   - coalesce((SELECT sum(o.participants) FROM bookings_offer o
                               WHERE o.session_id = s.id AND o.state = 'running' AND o.expires_at > %(now)s), 0)
                   AS free
        ) places
        WHERE s.service_id = wanted.service_id AND s.kind = 'class' AND s.called_off_at IS NULL
          AND s.starts_at >= wanted.first AND s.starts_at < wanted.last AND places.free > 0
          AND NOT EXISTS (SELECT FROM bookings_waiting w
                          JOIN bookings_booking b ON b.id = w.booking_id AND b.status = 'waiting_list'
                          WHERE w.session_id = s.id AND b.total_participants <= places.free
                            AND (w.offered_at IS NULL OR w.offered_at < s.places_freed_at))
        ORDER BY s.starts_at
        LIMIT 1
    ) found
    UNION ALL
    SELECT c.service_id, (SELECT min(s.starts_at) FROM bookings_session s
                          WHERE s.schedule_id = c.id AND s.called_off_at IS NULL AND s.starts_at > %(now)s)
    FROM services_schedule c
    JOIN services_service v ON v.id = c.service_id
    JOIN services_policy p ON p.id = v.policy_id
    WHERE c.service_id = ANY(%(courses)s::bigint[])
      AND coalesce(c.capacity, v.default_capacity)
          > coalesce((SELECT sum(b.total_participants) FROM bookings_booking b
                      WHERE b.schedule_id = c.id AND b.takes_places), 0)
          + coalesce((SELECT sum(h.participants) FROM bookings_hold h
                      WHERE h.schedule_id = c.id AND h.expires_at > %(now)s), 0)
      AND (p.book_after_start
           OR NOT EXISTS (SELECT FROM bookings_session s
                          WHERE s.schedule_id = c.id AND s.called_off_at IS NULL AND s.starts_at <= %(now)s))
"""


def next_dates(services: Sequence[Service], now: datetime, business: Business) -> dict[int, datetime]:
    """By service id, of those classes and courses that can be booked now; no query without any."""
    dated = [each for each in services if each.kind != ServiceKind.APPOINTMENT and each.online_booking]
    if not dated:
        return {}
    classes = [each for each in dated if each.kind == ServiceKind.CLASS]
    windows = [bookable_window(each, now, business) for each in classes]
    values = {
        "services": [each.pk for each in classes],
        "first": [max(first, now + timedelta(microseconds=1)) for first, _last in windows],
        "last": [last for _first, last in windows],
        "courses": [each.pk for each in dated if each.kind == ServiceKind.COURSE],
        "now": now,
    }
    return {pk: start.astimezone(UTC) for pk, start in asked(_NEXT, values) if start is not None}
