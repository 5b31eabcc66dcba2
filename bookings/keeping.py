"""Keeping places of classes and courses for a visitor who is typing or paying (domain.md section 5)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from bookings import errors
from bookings.courses import read_course
from bookings.models import Hold, Session
from bookings.places import NOBODYS, Pool, lock_pools, refuse_if_full
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
) -> Kept:
    """Places for the party in each of these sessions, or in the course; what has no room does not stop the others.

    The visitor's other unbooked holds of this service end. Raises TooManyParticipants, InvalidRequest for more than
    eight at once.
    """
    if not 1 <= participants <= service.policy.max_participants:
        raise errors.TooManyParticipants
    if not 1 <= len(pools) <= MOST_AT_ONCE:
        raise errors.InvalidRequest
    kept = Kept()
    with transaction.atomic():
        lock_pools(pools)
        _end_others(service, visitor)
        for pool in pools:
            try:
                start, end = _span(service, pool, now)
                refuse_if_full(service.kind, pool, participants, now)
            except errors.BookingError as error:
                kept.refused[pool] = error
                continue
            kept.free.append(pool)
            if business.hold_minutes:
                kept.holds[pool] = Hold.objects.create(
                    visitor=visitor,
                    service=service,
                    session_id=pool.session_id,
                    schedule_id=pool.schedule_id,
                    starts_at=start,
                    ends_at=end,
                    participants=participants,
                    expires_at=now + timedelta(minutes=business.hold_minutes),
                    created_at=now,
                )
    return kept


def _end_others(service: Service, visitor: str) -> None:
    """Those that became a booking meanwhile stay."""
    for hold in Hold.objects.select_for_update().filter(visitor=visitor, service=service, booking=None).order_by("pk"):
        hold.delete()


def _span(service: Service, pool: Pool, now: datetime) -> tuple[datetime, datetime]:
    """From its first start to its last end, if the policy lets it be booked now. Raises what refuses it."""
    if service.kind == ServiceKind.COURSE:
        course = read_course(service)
        if course.schedule.pk != pool.schedule_id:
            raise errors.ScheduleNotFound
        refuse_course(service, course, now)
        return course.sessions[0].starts_at, course.sessions[-1].ends_at
    session = Session.objects.filter(pk=pool.session_id or NOBODYS, service=service, called_off_at=None).first()
    if session is None or session.starts_at <= now:
        raise errors.SessionNotFound
    refuse_violations(service, session.starts_at, now)
    return session.starts_at, session.ends_at
