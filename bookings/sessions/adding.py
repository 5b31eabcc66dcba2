"""add_session: a date of a class or course that no weekly rule makes."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from bookings.actors import Actor, Permission
from bookings.errors import InvalidRequest
from bookings.exclusivity import lock_resources
from bookings.models import Session, SessionKind
from bookings.places import Pool, lock_pools
from bookings.retrying import retried
from bookings.sessions.faces import Face, face_of, face_of_bookings
from bookings.sessions.keeping import move_holds
from bookings.sessions.locking import lock_bookings, resource_ids_of
from bookings.sessions.moving import check_time
from bookings.sessions.occupying import occupy
from bookings.sessions.telling import Telling, follow
from services.models import Business, Location, Resource, Service, ServiceKind

ADD = "bookings.add_session"


@retried
def add_session(
    service: Service,
    *,
    start: datetime,
    end: datetime | None = None,
    resources: Collection[Resource] = (),
    location: Location | None = None,
    capacity: int | None = None,
    by: Actor,
    now: datetime,
    notify: bool = True,
    words: str = "",
    override: bool = False,
) -> Session:
    """Without `end` or `capacity` its service's own. Whoever is in the course already is told of another date of it.

    Raises UnauthorizedOperation, InvalidRequest (also for a date that is there already), InvalidDateFormat,
    SlotNotAvailable.
    """
    by.require(ADD)
    if override:
        by.require(Permission.OVERRIDE)
    if service.kind == ServiceKind.APPOINTMENT:
        raise InvalidRequest
    end = end or start + timedelta(minutes=service.duration_minutes)
    check_time(start, end, now)
    ids = {resource.pk for resource in resources}
    with transaction.atomic():
        lock_resources(ids)
        lock_pools([Pool(schedule_id=service.schedule.pk)])
        session = _new(service, start, end, location, capacity)
        _refuse_same(session, ids)
        business = Business.objects.current()
        before = face_of_bookings(service, session, business) if session.kind == SessionKind.COURSE else None
        session.save()
        occupy(session, ids, now=now, override=override)
        if session.kind == SessionKind.COURSE:
            telling = _telling(session, before, business)
            move_holds(session, telling)
            for booking in lock_bookings(session):
                follow(booking, telling, by=by, now=now, notify=notify, words=words)
    return session


def _new(service: Service, start: datetime, end: datetime, location: Location | None, capacity: int | None) -> Session:
    return Session(
        kind=SessionKind(service.kind),
        schedule=service.schedule,
        service=service,
        title=service.name,
        starts_at=start,
        ends_at=end,
        capacity=capacity or service.default_capacity,
        location=location,
    )


def _telling(session: Session, before: Face | None, business: Business) -> Telling:
    service = session.service
    assert service is not None  # noqa: S101 - said by the caller, for the type checker
    after = face_of(service, session, business), face_of_bookings(service, session, business)
    return Telling(None, before, *after, is_course=True)


def _refuse_same(session: Session, ids: Collection[int]) -> None:
    """A form that was sent twice; two groups at one time have other people."""
    same = Session.objects.filter(service=session.service, starts_at=session.starts_at, called_off_at=None)
    if any(resource_ids_of(other) == ids for other in same):
        raise InvalidRequest(_("There is a date at this time already."), field="start")
