"""Sessions from weekly rules (domain.md sections 1 and 6, journeys.md O3).

Locks are taken in one order: the rule, its people and rooms, its sessions. Only these verbs lock rules.
"""

from bookings.timetable.affected import Affected, affected_by, affected_by_deleting
from bookings.timetable.changing import Changed, change_rule, delete_rule
from bookings.timetable.extending import Extended, extend, extend_all

__all__ = [
    "Affected",
    "Changed",
    "Extended",
    "affected_by",
    "affected_by_deleting",
    "change_rule",
    "delete_rule",
    "extend",
    "extend_all",
]
