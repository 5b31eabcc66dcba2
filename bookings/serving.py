"""Who serves a booking, found under lock at the moment of decision (domain.md section 4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bookings.assignment import assign
from bookings.availability import Own, load_around
from bookings.errors import BookingError, NobodyServes, SessionNotFound
from bookings.exclusivity import (
    bookings_that_day,
    buffered,
    busy_resources,
    clear_expired_holds,
    lock_resources,
    resources_of,
)
from bookings.finder import Question, eligible_of, free_at
from bookings.models import Booking, Hold
from bookings.places import Pool, lock_pools, places_of, pool_now, pool_of
from bookings.retrying import MovedMeanwhile
from bookings.supply import Candidate, Supply, load_groups
from services.models import ServiceKind


@dataclass(frozen=True, slots=True)
class Serving:
    """`people`: one for each requirement group of an appointment, the first is whom it is with. `conflict`: one of
    them is busy, or the class or course is full. `by_places`: nobody has to be found for it. `called_off`: nor does
    it take place. `has_time`: a request whose time is occupied already; nobody is chosen then."""

    people: list[Candidate]
    conflict: bool
    by_places: bool = False
    has_time: bool = False
    called_off: bool = False

    @property
    def possible(self) -> bool:
        """Whether somebody is set up to do it at all."""
        return not self.called_off and (self.by_places or self.has_time or bool(self.people))

    @property
    def impossible(self) -> BookingError:
        """Why it is not possible."""
        return SessionNotFound() if self.called_off else NobodyServes()


def lock_for(booking: Booking) -> Supply | Pool:
    """Locks everybody who may serve the booking, or the places it takes; ids are read first, without a lock.

    Whom it was promised stays a candidate, also when that person takes no new bookings any more (journeys.md S26).
    """
    if booking.kind != ServiceKind.APPOINTMENT:
        pool = pool_now(booking)
        lock_pools([pool])
        return pool
    promised = resources_of(booking).union(booking.chosen_resources)
    supply = load_groups([booking.service_id], booking.zone, also=promised)
    lock_resources(promised.union(supply.everybody))
    return supply


def lock_for_all(bookings: Iterable[Booking]) -> None:
    """`lock_for` of several: people before places, and each kind in one go, so that nobody waits in a ring."""
    pools = []
    for booking in bookings:
        if booking.kind == ServiceKind.APPOINTMENT:
            lock_for(booking)
        else:
            pools.append(pool_now(booking))
    lock_pools(pools)


def find_serving(booking: Booking, locked: Supply | Pool, hold: Hold | None, now: datetime) -> Serving:
    """Under the lock of `lock_for`. The choice of an "anyone" booking is kept if it is still free, else made anew;
    where nobody is free the same choice is made ignoring conflicts. Who is occupied for it already stays, busy or
    not: somebody else is reschedule_booking's. Raises MovedMeanwhile."""
    if isinstance(locked, Pool):
        if pool_of(booking) != locked:
            raise MovedMeanwhile
        found = places_of(locked, now, booking_id=booking.pk)
        full = found is None or found.free < booking.total_participants
        return Serving([], full, by_places=True, called_off=found is None)
    if booking.session_id is not None:
        return _with_its_time(booking, now)
    return _people_for(booking, locked, hold, now)


def _with_its_time(booking: Booking, now: datetime) -> Serving:
    ids = resources_of(booking)
    busy_from, busy_until = buffered(booking.service, booking.starts_at, booking.ends_at)
    clear_expired_holds(ids, busy_from, busy_until, now)
    busy = busy_resources(ids, busy_from, busy_until, now, session_id=booking.session_id)
    return Serving([], conflict=bool(busy), has_time=True)


def _people_for(booking: Booking, supply: Supply, hold: Hold | None, now: datetime) -> Serving:
    groups = _groups(booking, supply)
    ids = {person.id for people in groups for person in people}
    busy_from, busy_until = buffered(booking.service, booking.starts_at, booking.ends_at)
    clear_expired_holds(ids, busy_from, busy_until, now)
    busy = busy_resources(ids, busy_from, busy_until, now, hold=hold)
    settled = set(booking.chosen_resources)
    if hold is not None:
        settled.update(hold.occupancies.values_list("resource_id", flat=True))
    kept = assign(groups, settled - busy, preferred=settled)
    if kept is not None:
        return Serving(kept, conflict=False)
    return _choose_anew(booking, supply, groups, settled, hold, now)


def _choose_anew(
    booking: Booking,
    supply: Supply,
    groups: list[list[Candidate]],
    settled: set[int],
    hold: Hold | None,
    now: datetime,
) -> Serving:
    start = booking.starts_at
    ids = {person.id for people in groups for person in people}
    load = bookings_that_day(ids, start, booking.zone)
    own = Own(hold_id=hold.pk if hold else None)
    load_around(supply, booking.service, start, start + timedelta(seconds=1), now, own)
    question = _question(booking)
    free = free_at(question, supply) | (set(booking.chosen_resources) - set(supply.busy))
    people = assign(groups, free, preferred=settled, load=load)
    if people is not None:
        return Serving(people, conflict=False)
    supply.busy.clear()
    working = free_at(question, supply) | set(booking.chosen_resources)
    people = assign(groups, working, preferred=settled, load=load) or assign(groups, ids, preferred=settled, load=load)
    return Serving(people or [], conflict=True)


def _question(booking: Booking) -> Question:
    instant = int(booking.starts_at.timestamp())
    return Question(booking.service, instant, instant + 1, frozenset(booking.chosen_resources), booking.location_id)


def _groups(booking: Booking, supply: Supply) -> list[list[Candidate]]:
    """Candidates of each group: the chosen one alone where one was chosen."""
    question = _question(booking)
    return [eligible_of(group, question) for group in supply.groups.get(booking.service_id, [])]
