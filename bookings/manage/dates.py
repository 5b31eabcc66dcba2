"""How long a booking is, in words: an appointment or class its minutes, a course its dates."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import ngettext

from bookings.courses import read_course
from bookings.models import Booking
from services import wording
from services.models import ServiceKind


@dataclass(frozen=True, slots=True)
class CourseDate:
    day: str
    clock: str
    over: bool


def course_dates(booking: Booking, now: datetime) -> list[CourseDate]:
    """All of a course, in order; empty for what has one time."""
    if booking.kind != ServiceKind.COURSE:
        return []
    zone = booking.zone
    return [
        CourseDate(
            wording.day_label(session.starts_at, zone, now),
            wording.clock(session.starts_at, zone),
            session.ends_at <= now,
        )
        for session in read_course(booking.service).sessions
    ]


def length_words(booking: Booking, dates: list[CourseDate], *, short: bool = False) -> str:
    """ "60 min" or "1 hour"; "12 dates"."""
    if booking.kind == ServiceKind.COURSE:
        return ngettext("%(n)s date", "%(n)s dates", len(dates)) % {"n": len(dates)}
    minutes = int((booking.ends_at - booking.starts_at).total_seconds()) // 60
    return wording.minutes(minutes) if short else wording.minutes_long(minutes)
