"""What a visitor holds, in SQL that is written once (why: services/sql.py)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from bookings.models import Hold
from services.sql import asked, fetched, made

# The hold that a pick names comes first; then the visitor's own of that time that no booking has taken.
_KEPT = """
    SELECT h.*, ARRAY(SELECT o.resource_id FROM bookings_occupancy o WHERE o.hold_id = h.id) AS resource_ids
    FROM bookings_hold h
    WHERE h.expires_at > %(now)s
      AND (h.token = %(token)s
           OR h.visitor = nullif(%(visitor)s, '') AND h.booking_id IS NULL
              AND h.service_id = %(service)s AND h.starts_at = %(start)s)
    ORDER BY h.token IS DISTINCT FROM %(token)s, h.id
"""

_OF_VISITOR = """
    SELECT h.id, h.service_id, h.booking_id IS NULL, h.expires_at > %s,
           EXISTS (SELECT FROM bookings_occupancy o
                   WHERE o.hold_id = h.id AND o.busy_from < %s AND o.busy_until > %s)
    FROM bookings_hold h
    WHERE h.visitor = %s
"""


def of_visitor(
    visitor: str, busy: tuple[datetime, datetime], now: datetime
) -> list[tuple[int, int, bool, bool, bool]]:
    """(hold, service, no booking has it, it lives, it meets the `busy` time) of everything the visitor holds."""
    return asked(_OF_VISITOR, [now, busy[1], busy[0], visitor])


def kept_for(visitor: str, token: UUID | None, service_id: int, start: datetime, now: datetime) -> list[Hold]:
    """Live holds with `resource_ids`, the one of that token first."""
    values = {"now": now, "token": token, "visitor": visitor, "service": service_id, "start": start}
    return [_hold(row) for row in fetched(_KEPT, values)]


def _hold(row: dict[str, Any]) -> Hold:
    hold = made(Hold, row)
    hold.resource_ids = frozenset(row["resource_ids"])
    return hold
