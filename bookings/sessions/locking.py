"""Locking a session with all that hangs on it, in the one order: resources by id, session or course, bookings."""

from collections.abc import Iterable

from bookings.errors import InvalidRequest, SessionNotFound
from bookings.exclusivity import lock_resources
from bookings.models import Booking, Session, SessionKind
from bookings.places import NOBODYS, Pool, lock_pools
from bookings.retrying import MovedMeanwhile
from bookings.states import FINAL

BOOKED = frozenset({SessionKind.CLASS, SessionKind.COURSE})


def pool_of_session(session: Session) -> Pool:
    """Where its places come from: a course's are those of the whole."""
    if session.kind == SessionKind.COURSE:
        return Pool(schedule_id=session.schedule_id)
    return Pool(session_id=session.pk)


def lock_session(session: Session, resources: Iterable[int] = ()) -> Session:
    """The session as it is now, locked after those whom it occupies and `resources`.

    Raises SessionNotFound for one that is called off or gone, InvalidRequest for an appointment or time off,
    MovedMeanwhile where it occupies others by then.
    """
    if session.kind not in BOOKED:
        raise InvalidRequest
    ids = resource_ids_of(session) | set(resources)
    lock_resources(ids)
    lock_pools([pool_of_session(session)])
    rows = Session.objects.select_related("service__policy", "location").select_for_update(of=("self",), no_key=True)
    found = rows.filter(pk=session.pk or NOBODYS, called_off_at=None).first()
    if found is None:
        raise SessionNotFound
    if not resource_ids_of(found) <= ids:
        raise MovedMeanwhile
    return found


def resource_ids_of(session: Session) -> set[int]:
    return set(session.occupancies.values_list("resource_id", flat=True))


def lock_bookings(session: Session) -> list[Booking]:
    """Those of the session, or of its course, that have not ended; its pool is locked already."""
    pool = pool_of_session(session)
    live = Booking.objects.of_pool(pool.session_id, pool.schedule_id).exclude(status__in=FINAL)
    return list(live.select_for_update(of=("self",), no_key=True).order_by("pk"))
