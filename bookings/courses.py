"""A course: booked as a whole, on its schedule (domain.md section 6)."""

from dataclasses import dataclass
from datetime import datetime

from bookings.models import Session
from services.models import Schedule, Service


@dataclass(frozen=True, slots=True)
class Course:
    """`sessions`: those that take place, past ones too, in order."""

    schedule: Schedule
    sessions: tuple[Session, ...]

    def coming(self, now: datetime) -> list[Session]:
        return [session for session in self.sessions if session.starts_at > now]

    def has_begun(self, now: datetime) -> bool:
        return bool(self.sessions) and self.sessions[0].starts_at <= now


def read_course(service: Service) -> Course:
    """One query, or two where the schedule was not read yet."""
    schedule = Schedule.objects.get(service=service)
    sessions = Session.objects.select_related("location").filter(schedule=schedule, called_off_at=None)
    return Course(schedule, tuple(sessions.order_by("starts_at")))
