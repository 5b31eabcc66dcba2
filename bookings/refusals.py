"""What the policy has against booking something now: as codes for who asks, as errors for who books
(domain.md section 6)."""

from datetime import datetime

from bookings import errors
from bookings.courses import Course
from services.models import Service
from services.terms import Terms

TOO_EARLY, TOO_LATE, DISABLED = "too_early_to_book", "too_late_to_book", "book_online_disabled"
BEGUN, OVER = "course_has_begun", "no_sessions_to_come"

_ERRORS: dict[str, type[errors.BookingError]] = {
    DISABLED: errors.BookOnlineDisabled,
    TOO_EARLY: errors.TooEarlyToBook,
    TOO_LATE: errors.TooLateToBook,
    BEGUN: errors.AlreadyBegun,
    OVER: errors.ScheduleNotFound,
}


def violations(service: Service, start: datetime, now: datetime, terms: Terms | None = None) -> tuple[str, ...]:
    """What the policy has against booking this start now. `terms`: the service's, of who asks for many starts."""
    terms = terms or service.policy.terms()
    opens_at = terms.opens_at(start)
    found = []
    if service.hidden or not service.online_booking:
        found.append(DISABLED)
    if opens_at is not None and now < opens_at:
        found.append(TOO_EARLY)
    if now > terms.closes_at(start):
        found.append(TOO_LATE)
    return tuple(found)


def course_violations(service: Service, course: Course, now: datetime) -> tuple[str, ...]:
    """Booking opens before the first session and closes before the next one; after the start only by policy."""
    coming = course.coming(now)
    if not coming:
        return (OVER,)
    if course.has_begun(now) and not service.policy.book_after_start:
        return (BEGUN,)
    against_first = violations(service, course.sessions[0].starts_at, now)
    against_next = violations(service, coming[0].starts_at, now)
    return tuple(code for code in (DISABLED, TOO_EARLY) if code in against_first) + tuple(
        code for code in (TOO_LATE,) if code in against_next
    )


def refuse_violations(service: Service, start: datetime, now: datetime) -> None:
    """Raises the first thing that the policy has against booking this start now."""
    for wrong in violations(service, start, now):
        raise _ERRORS[wrong]


def refuse_course(service: Service, course: Course, now: datetime) -> None:
    """Raises ScheduleNotFound, AlreadyBegun, or the first thing that the policy has against it."""
    for wrong in course_violations(service, course, now):
        raise _ERRORS[wrong]
