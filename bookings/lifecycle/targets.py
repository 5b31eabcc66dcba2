"""What is booked: a time of one's own, a place in a class's session, or a whole course (domain.md section 3)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bookings import errors
from bookings.availability import Slot
from bookings.courses import Course, read_course
from bookings.models import Session
from bookings.places import Pool
from services.models import Location, Resource, ResourceKind, Schedule, Service, ServiceKind


@dataclass(frozen=True, slots=True)
class Target:
    """`start` and `end` in UTC; a course's are those of its first and last session. `chosen`: the person that the
    customer asked for by name."""

    start: datetime
    end: datetime
    location: Location | None = None
    resource: Resource | None = None
    chosen: tuple[int, ...] = ()
    session: Session | None = None
    course: Course | None = None

    @property
    def schedule(self) -> Schedule | None:
        return self.course.schedule if self.course else None

    @property
    def pool(self) -> Pool | None:
        """Where its places come from; none for an appointment."""
        if self.course is not None:
            return Pool(schedule_id=self.course.schedule.pk)
        return Pool(session_id=self.session.pk) if self.session is not None else None


def target_of(service: Service, slot: Slot | None, schedule: Schedule | None, location: Location | None) -> Target:
    """Exactly one of slot (appointment, class) or schedule (course); `location` spares reading it.

    Raises InvalidRequest, InvalidDateFormat, SessionNotFound, ScheduleNotFound.
    """
    if (slot is None) == (schedule is None):
        raise errors.InvalidRequest
    if schedule is not None:
        return _course(service, schedule)
    assert slot is not None  # noqa: S101 - said above, for the type checker
    if slot.session_id is not None:
        return _class(service, slot.session_id)
    if service.kind != ServiceKind.APPOINTMENT or slot.service_id != service.pk:
        raise errors.InvalidRequest
    return _appointment(service, slot, location)


def _appointment(service: Service, slot: Slot, known: Location | None) -> Target:
    """Lengths are added in UTC, so that an hour is a real hour."""
    if slot.start.tzinfo is None:
        raise errors.InvalidDateFormat
    start = slot.start.astimezone(UTC)
    location = known if known is not None and known.pk == slot.location_id else None
    if location is None and slot.location_id:
        location = Location.objects.get(pk=slot.location_id)
    return Target(
        start,
        start + timedelta(minutes=service.duration_minutes),
        location,
        Resource.objects.get(pk=slot.resource_id) if slot.resource_id else None,
        (slot.resource_id,) if slot.resource_id else (),
    )


def _class(service: Service, session_id: int) -> Target:
    """Everything about the slot is the session's, whatever else the caller sent."""
    sessions = Session.objects.select_related("location").filter(service=service, called_off_at=None)
    session = sessions.filter(pk=session_id).first()
    if service.kind != ServiceKind.CLASS or session is None:
        raise errors.SessionNotFound
    return Target(session.starts_at, session.ends_at, session.location, leader_of(session), session=session)


def _course(service: Service, schedule: Schedule) -> Target:
    if service.kind != ServiceKind.COURSE or schedule.service_id != service.pk:
        raise errors.InvalidRequest
    course = read_course(service)
    if not course.sessions:
        raise errors.ScheduleNotFound
    first, last = course.sessions[0], course.sessions[-1]
    return Target(first.starts_at, last.ends_at, first.location, leader_of(first), course=course)


def leader_of(session: Session) -> Resource | None:
    """Who gives it: the first person of those it occupies, by name."""
    people = Resource.objects.filter(occupancies__session=session, kind=ResourceKind.STAFF)
    return people.order_by("name", "pk").first()
