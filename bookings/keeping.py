"""Keeping places of classes and courses for a visitor who is typing or paying (domain.md section 5)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from bookings import errors
from bookings.courses import read_course
from bookings.holds import MOST_HELD
from bookings.models import Booking, Hold, Session
from bookings.places import NOBODYS, Pool, lock_pools, pool_of, refuse_if_full
from bookings.refusals import refuse_course, refuse_violations
from bookings.retrying import retried
from services.models import Business, Service, ServiceKind

MOST_AT_ONCE = 8


@dataclass(slots=True)
class Kept:
    """`holds` by what they keep, none where holds are off; `refused`: why the others could not be kept."""

    holds: dict[Pool, Hold] = field(default_factory=dict)
    free: list[Pool] = field(default_factory=list)
    refused: dict[Pool, errors.BookingError] = field(default_factory=dict)


@retried
def keep_places(
    *,
    service: Service,
    pools: Sequence[Pool],
    visitor: str,
    now: datetime,
    business: Business,
    participants: int,
    beside: Collection[int] = (),
    newcomer: bool = False,
) -> Kept:
    """Places for the party in each of these sessions, or in the course; what has no room does not stop the others.

    The visitor's other unbooked holds of this service end, those `beside` it (their ids) stay; a `newcomer` has none.
    Raises TooManyParticipants, TooManyHolds, InvalidRequest for more than eight at once.
    """
    if not 1 <= participants <= service.policy.max_participants:
        raise errors.TooManyParticipants
    if not 1 <= len(pools) <= MOST_AT_ONCE:
        raise errors.InvalidRequest
    kept, pools = Kept(), list(dict.fromkeys(pools))
    if newcomer and (refused := _full_without_a_lock(service, pools, participants, now)):
        return Kept(refused=refused)
    with transaction.atomic():
        lock_pools(pools)
        if not newcomer:
            _refuse_too_many(service, visitor, len(pools) + len(beside), now)
            _end_others(service, visitor, beside)
        for pool in pools:
            try:
                span = _span(service, pool, now, business)
                refuse_if_full(service.kind, pool, participants, now)
            except errors.BookingError as error:
                kept.refused[pool] = error
                continue
            kept.free.append(pool)
            if business.hold_minutes:
                until = now + timedelta(minutes=business.hold_minutes)
                kept.holds[pool] = _hold(service, pool, visitor, participants, span, until, now)
    return kept


def _hold(
    service: Service,
    pool: Pool,
    visitor: str,
    participants: int,
    span: tuple[datetime, datetime],
    until: datetime,
    now: datetime,
    booking: Booking | None = None,
) -> Hold:
    return Hold.objects.create(
        visitor=visitor,
        service=service,
        booking=booking,
        session_id=pool.session_id,
        schedule_id=pool.schedule_id,
        starts_at=span[0],
        ends_at=span[1],
        participants=participants,
        expires_at=until,
        created_at=now,
    )


def _full_without_a_lock(
    service: Service, pools: Sequence[Pool], participants: int, now: datetime
) -> dict[Pool, errors.BookingError]:
    """The one wanted date, where it is full for everybody already: a crowd that comes too late waits for nobody."""
    if len(pools) > 1:
        return {}
    try:
        refuse_if_full(service.kind, pools[0], participants, now)
    except errors.BookingError as error:
        return {pools[0]: error}
    return {}


def _refuse_too_many(service: Service, visitor: str, wanted: int, now: datetime) -> None:
    """Places of so many dates beside those that do not end with this pick. Raises TooManyHolds."""
    live = Hold.objects.filter(visitor=visitor, expires_at__gt=now)
    if live.exclude(service=service, booking=None).count() + wanted > MOST_HELD:
        raise errors.TooManyHolds


def _end_others(service: Service, visitor: str, beside: Collection[int]) -> None:
    """Those that became a booking meanwhile stay."""
    own = Hold.objects.select_for_update().filter(visitor=visitor, service=service, booking=None)
    for hold in own.exclude(pk__in=beside).order_by("pk"):
        hold.delete()


def _span(service: Service, pool: Pool, now: datetime, business: Business) -> tuple[datetime, datetime]:
    """From its first start to its last end, if the policy lets it be booked now. Raises what refuses it."""
    if service.kind == ServiceKind.COURSE:
        course = read_course(service)
        if course.schedule.pk != pool.schedule_id:
            raise errors.ScheduleNotFound
        refuse_course(service, course, now)
        return course.sessions[0].starts_at, course.sessions[-1].ends_at
    session = Session.objects.filter(pk=pool.session_id or NOBODYS, service=service, called_off_at=None).first()
    horizon = now + timedelta(days=business.horizon_days)
    if session is None or not now < session.starts_at < horizon:
        raise errors.SessionNotFound
    refuse_violations(service, session.starts_at, now)
    return session.starts_at, session.ends_at


def keep_booked_places(booking: Booking, *, visitor: str, until: datetime, now: datetime) -> None:
    """The places of an unfinished booking, until then: a live hold is stretched, one that ran out is placed anew if
    there is still room. Under the pool's lock. Raises SlotNotAvailable and what is full."""
    hold, pool = Hold.objects.filter(booking=booking).first(), pool_of(booking)
    people = booking.total_participants
    if hold is not None and hold.expires_at > now and pool_of(hold) == pool and hold.participants >= people:
        Hold.objects.filter(pk=hold.pk).update(expires_at=Greatest(F("expires_at"), until))
        return
    refuse_if_full(booking.kind, pool, people, now, hold_id=hold.pk if hold else None, booking_id=booking.pk)
    if hold is not None:
        hold.delete()
    if not Business.objects.current().hold_minutes:
        return
    span = (booking.starts_at, booking.ends_at)
    _hold(booking.service, pool, visitor, people, span, until, now, booking)
