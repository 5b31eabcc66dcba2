"""Is any class or course over its places (domain.md section 13, rule 1), unless somebody wanted it so?"""

from datetime import datetime

from services.sql import asked

# Whoever is marked does not count, and where an owner made the places fewer, who stood stays (journeys.md S26).
_SESSIONS = """
    SELECT count(*) FROM bookings_session s
    WHERE s.kind = 'class' AND NOT s.edited AND s.ends_at > %s
      AND s.capacity < (SELECT coalesce(sum(b.total_participants), 0) FROM bookings_booking b
                        WHERE b.session_id = s.id AND b.takes_places AND NOT b.double_booked
                          AND NOT 'skip_availability_validation' = ANY (b.flow_control))
"""
_COURSES = """
    SELECT count(*) FROM services_schedule c
    JOIN services_service s ON s.id = c.service_id
    WHERE c.capacity IS NULL
      AND s.default_capacity < (SELECT coalesce(sum(b.total_participants), 0) FROM bookings_booking b
                                WHERE b.schedule_id = c.id AND b.takes_places AND b.ends_at > %s
                                  AND NOT b.double_booked
                                  AND NOT 'skip_availability_validation' = ANY (b.flow_control))
"""


def overfull(now: datetime) -> int:
    """How many sessions and courses to come have more people than places."""
    return sum(int(count) for statement in (_SESSIONS, _COURSES) for (count,) in asked(statement, [now]))
