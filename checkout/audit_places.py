"""Is any class or course over its places (domain.md section 13, rule 1), unless somebody wanted it so?"""

from datetime import datetime

from services.sql import asked

# Whoever is marked does not count. Where an owner made the places fewer, who stood stays (journeys.md S26): fewer than
# the rule or the service says.
_SESSIONS = """
    SELECT count(*) FROM bookings_session s
    JOIN services_service v ON v.id = s.service_id
    LEFT JOIN services_weeklyrule r ON r.id = s.rule_id
    WHERE s.kind = 'class' AND s.ends_at > %s
      AND NOT (s.edited AND s.capacity < coalesce(r.capacity, v.default_capacity))
      AND s.capacity < (SELECT coalesce(sum(b.total_participants), 0) FROM bookings_booking b
                        WHERE b.session_id = s.id AND b.takes_places AND NOT b.double_booked
                          AND NOT 'skip_availability_validation' = ANY (b.flow_control))
"""
_COURSES = """
    SELECT count(*) FROM services_schedule c
    JOIN services_service s ON s.id = c.service_id
    WHERE coalesce(c.capacity, s.default_capacity) >= s.default_capacity
      AND coalesce(c.capacity, s.default_capacity) < (
          SELECT coalesce(sum(b.total_participants), 0) FROM bookings_booking b
          WHERE b.schedule_id = c.id AND b.takes_places AND b.ends_at > %s
            AND NOT b.double_booked AND NOT 'skip_availability_validation' = ANY (b.flow_control))
"""


def overfull(now: datetime) -> int:
    """How many sessions and courses to come have more people than places."""
    return sum(int(count) for statement in (_SESSIONS, _COURSES) for (count,) in asked(statement, [now]))
