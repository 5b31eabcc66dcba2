"""Places of a class session or of a whole course: counted under its lock, never kept in a counter.

Taken are the people of bookings that take places, live holds and running waitlist offers of others; one's own hold,
offer and booking count once (domain.md section 4). The database's trigger is the last word
(migrations/0002_places.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bookings import errors
from bookings.models import Booking, Hold
from services.models import ServiceKind
from services.sql import asked

NOBODYS = 0  # an id that no row has

_LOCK_SESSIONS = "SELECT id FROM bookings_session WHERE id = ANY(%s::bigint[]) ORDER BY id FOR NO KEY UPDATE"
_LOCK_COURSE = "SELECT id FROM services_schedule WHERE id = ANY(%s::bigint[]) ORDER BY id FOR NO KEY UPDATE"
_OF_SESSION = """
    SELECT s.capacity,
           (SELECT coalesce(sum(b.total_participants), 0) FROM bookings_booking b
            WHERE b.session_id = s.id AND b.takes_places AND b.id <> %(booking)s),
           (SELECT coalesce(sum(h.participants), 0) FROM bookings_hold h
            WHERE h.session_id = s.id AND h.expires_at > %(now)s AND h.id <> %(hold)s
              AND h.booking_id IS DISTINCT FROM %(booking)s),
           (SELECT coalesce(sum(o.participants), 0) FROM bookings_offer o
            WHERE o.session_id = s.id AND o.state = 'running' AND o.expires_at > %(now)s
              AND o.booking_id <> %(booking)s),
           (SELECT min(b.total_participants) FROM bookings_waiting w
            JOIN bookings_booking b ON b.id = w.booking_id AND b.status = 'waiting_list'
            WHERE w.session_id = s.id AND b.id <> %(booking)s
              AND (w.offered_at IS NULL OR w.offered_at < s.places_freed_at)
              AND NOT EXISTS (SELECT FROM bookings_offer o WHERE o.booking_id = b.id
                              AND o.state = 'running' AND o.expires_at > %(now)s))
    FROM bookings_session s
    WHERE s.id = %(pool)s AND s.called_off_at IS NULL
"""
_OF_COURSE = """
    SELECT coalesce(c.capacity, s.default_capacity),
           (SELECT coalesce(sum(b.total_participants), 0) FROM bookings_booking b
            WHERE b.schedule_id = c.id AND b.takes_places AND b.id <> %(booking)s),
           (SELECT coalesce(sum(h.participants), 0) FROM bookings_hold h
            WHERE h.schedule_id = c.id AND h.expires_at > %(now)s AND h.id <> %(hold)s
              AND h.booking_id IS DISTINCT FROM %(booking)s),
           0, NULL
    FROM services_schedule c
    JOIN services_service s ON s.id = c.service_id
    WHERE c.id = %(pool)s
"""


@dataclass(frozen=True, slots=True, order=True)
class Pool:
    """What places are taken from: a class's session or a course's schedule, one of the two."""

    session_id: int | None = None
    schedule_id: int | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """`smallest_waiting`: the smallest party on the waitlist that has had no offer since places came free, and has
    none now."""

    capacity: int
    taken: int
    held: int = 0
    offered: int = 0
    smallest_waiting: int | None = None

    @property
    def free(self) -> int:
        """Neither taken, held nor offered. Never below nothing, also where an owner has overridden."""
        return max(0, self.capacity - self.taken - self.held - self.offered)

    @property
    def is_queued(self) -> bool:
        """Somebody on the waitlist comes before everybody else."""
        return self.smallest_waiting is not None and self.smallest_waiting <= self.free

    @property
    def open(self) -> int:
        """Those that anybody can have."""
        return 0 if self.is_queued else self.free

    @property
    def locked(self) -> bool:
        return self.is_queued or self.offered > 0


def pool_of(holder: Booking | Hold) -> Pool:
    """Of a class or course; a class's booking has no schedule, a course's no session."""
    return Pool(schedule_id=holder.schedule_id) if holder.schedule_id else Pool(session_id=holder.session_id)


def pool_now(booking: Booking) -> Pool:
    """As the database has it, whatever the caller's copy says; read to be locked next."""
    session_id, schedule_id = Booking.objects.values_list("session_id", "schedule_id").get(pk=booking.pk)
    return Pool(schedule_id=schedule_id) if schedule_id else Pool(session_id=session_id)


def lock_pools(pools: Iterable[Pool]) -> None:
    """Whoever comes second waits here, and then counts what the first has taken. Before any booking is locked."""
    pools = list(pools)
    for statement, ids in (
        (_LOCK_SESSIONS, [pool.session_id for pool in pools if pool.session_id]),
        (_LOCK_COURSE, [pool.schedule_id for pool in pools if pool.schedule_id]),
    ):
        if ids:
            asked(statement, [ids])


def places_of(
    pool: Pool, now: datetime, *, hold_id: int | None = None, booking_id: int | None = None
) -> Places | None:
    """As they are now, without what the given hold and booking have themselves; None for a session that is called off
    or gone. Whoever takes some of them has locked the pool before."""
    statement, pk = (_OF_SESSION, pool.session_id) if pool.session_id else (_OF_COURSE, pool.schedule_id)
    values = {"pool": pk, "now": now, "hold": hold_id or NOBODYS, "booking": booking_id or NOBODYS}
    return next((Places(*row) for row in asked(statement, values)), None)


def refuse_if_full(
    kind: str, pool: Pool, participants: int, now: datetime, *, hold_id: int | None = None, booking_id: int = NOBODYS
) -> None:
    """For whoever comes newly: the waitlist goes first, unless it is one's own offer.

    Raises SessionNotFound, SessionCapacityExceeded, ScheduleCapacityExceeded.
    """
    found = places_of(pool, now, hold_id=hold_id, booking_id=booking_id)
    if found is None:
        raise errors.SessionNotFound
    if found.open < participants:
        if kind == ServiceKind.COURSE:
            raise errors.ScheduleCapacityExceeded(left=found.open)
        raise errors.SessionCapacityExceeded(left=found.open)
