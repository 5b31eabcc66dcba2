"""The verbs that change the dates of classes and courses (domain.md section 3). Admin, tasks and tests call these."""

from bookings.sessions.moving import move_session

__all__ = ["move_session"]
