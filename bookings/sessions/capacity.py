"""set_capacity: more or fewer places in a class session or a whole course (domain.md section 3)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bookings.actors import Actor
from bookings.errors import InvalidRequest, SessionNotFound
from bookings.models import Session, SessionKind
from bookings.neighbours import free_places
from bookings.places import Places, Pool, lock_pools, places_of
from bookings.retrying import retried
from bookings.sessions.moving import CHANGE
from services.models import Schedule


@retried
def set_capacity(target: Session | Schedule, capacity: int, *, by: Actor, now: datetime) -> Places:
    """A course's places are its schedule's. The places as they are then.

    Fewer than are taken is allowed: who stands stays (journeys.md S26), and `too_many` says how many of them that is.
    Places that come free clear who was double booked, and are offered to who waits.
    Raises UnauthorizedOperation, SessionNotFound, InvalidRequest.
    """
    by.require(CHANGE)
    if capacity < 1:
        raise InvalidRequest(_("There is at least one place."), field="capacity")
    pool = Pool(session_id=target.pk) if isinstance(target, Session) else Pool(schedule_id=target.pk)
    with transaction.atomic():
        lock_pools([pool])
        before = places_of(pool, now)
        if before is None:
            raise SessionNotFound
        if isinstance(target, Session):
            if target.kind != SessionKind.CLASS:
                raise InvalidRequest
            Session.objects.filter(pk=target.pk).update(capacity=capacity, edited=True)
        else:
            Schedule.objects.filter(pk=target.pk).update(capacity=capacity)
        if capacity > before.capacity:
            free_places(pool, by=by, now=now)
        after = places_of(pool, now)
    target.capacity = capacity
    return after or before


def too_many(places: Places) -> int:
    """How many people have places that there are not."""
    return max(0, places.taken - places.capacity)
