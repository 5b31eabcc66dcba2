"""move_session: another time, other people or rooms, another place (domain.md section 3)."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from bookings.actors import Actor, Permission
from bookings.errors import InvalidDateFormat, InvalidRequest
from bookings.models import Session, SessionKind
from bookings.neighbours import occupied_by, retest_around
from bookings.retrying import retried
from bookings.sessions.faces import face_of, face_of_bookings
from bookings.sessions.keeping import move_holds
from bookings.sessions.locking import lock_bookings, lock_session, resource_ids_of
from bookings.sessions.occupying import occupy
from bookings.sessions.telling import Telling, follow
from services.models import Business, Location, Resource, Service

CHANGE = "bookings.change_session"


@retried
def move_session(
    session: Session,
    *,
    start: datetime | None = None,
    end: datetime | None = None,
    resources: Collection[Resource] | None = None,
    location: Location | None = None,
    by: Actor,
    now: datetime,
    notify: bool = True,
    words: str = "",
    override: bool = False,
) -> Session:
    """Of a class or course; what is None stays as it is, and so does the length where only the start is given.

    Whoever has booked it keeps the booking, with its copies, cutoffs and reminder anew, and is told. `override`: who
    is busy is taken all the same. Raises UnauthorizedOperation, SessionNotFound, InvalidRequest, InvalidDateFormat,
    SlotNotAvailable.
    """
    by.require(CHANGE)
    if override:
        by.require(Permission.OVERRIDE)
    wanted = None if resources is None else {resource.pk for resource in resources}
    business = Business.objects.current()
    with transaction.atomic():
        session = lock_session(session, wanted or ())
        service = service_of(session)
        before = face_of(service, session, business), face_of_bookings(service, session, business)
        was_at = session.starts_at, session.ends_at
        _set_time(session, start, end, now)
        if location is not None:
            session.location = location
        session.edited = True
        session.save(update_fields=["starts_at", "ends_at", "location", "edited"])
        people = resource_ids_of(session)
        if was_at != (session.starts_at, session.ends_at) or wanted not in (None, people):
            _occupy_anew(session, people if wanted is None else wanted, by=by, now=now, override=override)
        after = face_of(service, session, business), face_of_bookings(service, session, business)
        telling = Telling(*before, *after, is_course=session.kind == SessionKind.COURSE)
        if telling.anything:
            move_holds(session, telling)
            for booking in lock_bookings(session):
                follow(booking, telling, by=by, now=now, notify=notify, words=words)
    return session


def service_of(session: Session) -> Service:
    """Of a class or course, which always have one. Raises InvalidRequest."""
    if session.service is None:
        raise InvalidRequest
    return session.service


def check_time(start: datetime, end: datetime, now: datetime) -> None:
    """Raises InvalidDateFormat, InvalidRequest with the field that is wrong."""
    if start.tzinfo is None or end.tzinfo is None:
        raise InvalidDateFormat
    if start <= now:
        raise InvalidRequest(_("This time has passed."), field="start")
    if end - start < timedelta(minutes=1):
        raise InvalidRequest(_("It ends before it begins."), field="end")


def _set_time(session: Session, start: datetime | None, end: datetime | None, now: datetime) -> None:
    if start is None and end is None:
        return
    begins = start or session.starts_at
    ends = end or begins + (session.ends_at - session.starts_at)
    if (begins, ends) != (session.starts_at, session.ends_at):
        check_time(begins, ends, now)
        session.starts_at, session.ends_at = begins, ends


def _occupy_anew(session: Session, people: Collection[int], *, by: Actor, now: datetime, override: bool) -> None:
    freed = occupied_by(session)
    session.occupancies.all().delete()
    occupy(session, people, now=now, override=override)
    retest_around(freed, by=by, now=now)
