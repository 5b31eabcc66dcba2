"""The verbs that change the dates of classes and courses (domain.md section 3). Admin, tasks and tests call these."""

from bookings.sessions.adding import add_session
from bookings.sessions.attendance import set_attendance, set_attendances
from bookings.sessions.calling_off import call_off_session
from bookings.sessions.capacity import set_capacity, too_many
from bookings.sessions.course_off import call_off_course
from bookings.sessions.moving import move_session
from bookings.sessions.previews import CallOffPreview, preview_call_off
from bookings.sessions.walking_in import walk_in

__all__ = [
    "CallOffPreview",
    "add_session",
    "call_off_course",
    "call_off_session",
    "move_session",
    "preview_call_off",
    "set_attendance",
    "set_attendances",
    "set_capacity",
    "too_many",
    "walk_in",
]
