"""The verbs that change the dates of classes and courses (domain.md section 3). Admin, tasks and tests call these."""

from bookings.sessions.calling_off import call_off_session
from bookings.sessions.capacity import set_capacity, too_many
from bookings.sessions.moving import move_session

__all__ = ["call_off_session", "move_session", "set_capacity", "too_many"]
