"""Is whom an appointment names the one whose time it occupies (domain.md section 13, rule 1)?"""

from datetime import datetime

from services.sql import asked

_ELSEWHERE = """
    SELECT count(*) FROM bookings_booking b
    WHERE b.kind = 'appointment' AND b.session_id IS NOT NULL AND b.ends_at > %s
      AND NOT EXISTS (SELECT 1 FROM bookings_occupancy o
                      WHERE o.session_id = b.session_id AND o.resource_id = b.resource_id)
"""


def with_somebody_else(now: datetime) -> int:
    """How many appointments that are not over name nobody, or somebody else than they occupy."""
    return sum(int(count) for (count,) in asked(_ELSEWHERE, [now]))
