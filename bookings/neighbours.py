"""Who was double booked may not be any more, once the other time is free (domain.md section 4)."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from bookings.actors import Actor
from bookings.exclusivity import clear_expired_holds, lock_resources
from bookings.models import Booking, EventKind, Mark, Occupancy, Session
from bookings.moves import record
from bookings.offers import serve_waitlist
from bookings.places import Pool, places_of
from bookings.retrying import retried
from bookings.states import FINAL, Status
from services.models import ServiceKind

Freed = tuple[int, datetime, datetime]  # a resource, busy from, busy until
_TIME = ServiceKind.APPOINTMENT  # flagged for its time; in a class or course it is for too many people


def free_time(session: Session, *, by: Actor, now: datetime) -> None:
    """Delete an appointment's session and re-test whoever overlapped it. The resources are locked already."""
    freed = occupied_by(session)
    session.delete()
    retest_around(freed, by=by, now=now)


def occupied_by(session: Session) -> list[Freed]:
    """To be handed to `retest_around` once it is free."""
    return list(session.occupancies.values_list("resource_id", "busy_from", "busy_until"))


def retest_around(freed: Collection[Freed], *, by: Actor, now: datetime) -> None:
    """Who overlapped these times, which are free by now; the resources are locked."""
    marked: dict[int, Occupancy] = {}
    for resource_id, busy_from, busy_until in freed:
        met = Occupancy.objects.filter(resource_id=resource_id, busy_until__gt=busy_from, busy_from__lt=busy_until)
        marked.update({row.pk: row for row in met.exclude(mark=Mark.NONE)})
    _retest(marked.values(), by=by, now=now)
    for resource_id, busy_from, busy_until in freed:
        waiting = Booking.objects.filter(resource_id=resource_id, status=Status.PENDING, session=None, kind=_TIME)
        _clear_flags(waiting.overlapping(busy_from, busy_until), by=by, now=now)


def free_places(pool: Pool, *, by: Actor, now: datetime, freed: bool = True) -> None:
    """People have left a class or course, which is locked already: who was too many there may not be any more, and
    who waits is asked. `freed`: False where they had no places, only an offer."""
    flagged = Booking.objects.of_pool(pool.session_id, pool.schedule_id).filter(double_booked=True)
    flagged = flagged.exclude(status__in=FINAL).select_for_update(of=("self",), no_key=True)
    for booking in flagged.order_by("pk"):
        found = places_of(pool, now, booking_id=booking.pk)
        if found is not None and found.free >= booking.total_participants:
            _clear_flag(booking, by=by, now=now)
    if pool.session_id:
        serve_waitlist(pool.session_id, now=now, freed=freed)


def retest_marked(now: datetime) -> None:
    """Marked times whose neighbour went away by itself: a hold that was left or ran out. For the sweep."""
    for row in list(Occupancy.objects.filter(busy_until__gt=now).exclude(mark=Mark.NONE).order_by("pk")[:200]):
        _retest_one(row, now)


@retried
def _retest_one(row: Occupancy, now: datetime) -> None:
    with transaction.atomic():
        lock_resources([row.resource_id])
        _retest([row], by=Actor.system(), now=now)


def _retest(marked: Iterable[Occupancy], *, by: Actor, now: datetime) -> None:
    """The first of several marked rows becomes the one that stands; the others stay marked."""
    rows = sorted(marked, key=lambda row: row.pk)
    for row in rows:
        clear_expired_holds([row.resource_id], row.busy_from, row.busy_until, now)
        if not _overlaps(row.resource_id, row.busy_from, row.busy_until, row.session_id):
            Occupancy.objects.filter(pk=row.pk).update(mark=Mark.NONE)
    sessions = {row.session_id for row in rows if row.session_id}
    _clear_flags(Booking.objects.filter(session_id__in=sessions, kind=_TIME), by=by, now=now)


def _overlaps(resource_id: int, busy_from: datetime, busy_until: datetime, session_id: int | None) -> bool:
    """Whether a regular row of somebody else stands in the way."""
    return (
        Occupancy.objects.filter(
            resource_id=resource_id, busy_until__gt=busy_from, busy_from__lt=busy_until, mark=Mark.NONE
        )
        .filter(Q(session__isnull=True) | ~Q(session_id=session_id))
        .exists()
    )


def _clear_flags(bookings: QuerySet[Booking], *, by: Actor, now: datetime) -> None:
    """Of those that stand alone now; locked and read anew, since their payment may be recorded at this moment."""
    flagged = bookings.filter(double_booked=True).exclude(status__in=FINAL)
    for booking in flagged.select_for_update(of=("self",), no_key=True).order_by("pk"):
        if booking.session_id is not None:
            clear = not Occupancy.objects.filter(session_id=booking.session_id).exclude(mark=Mark.NONE).exists()
        else:
            clear = not _overlaps(booking.resource_id or 0, booking.starts_at, booking.ends_at, None)
        if clear:
            _clear_flag(booking, by=by, now=now)


def _clear_flag(booking: Booking, *, by: Actor, now: datetime) -> None:
    reason = "the other booking of this time has gone"
    record(booking, EventKind.UPDATED, by=by, now=now, reason=reason, double_booked=False)
    booking.alerts.filter(kind="double_booked", solved_at__isnull=True).update(solved_at=now)
