"""A class on another of its dates: both sessions locked together, the old places free, the new ones taken."""

from typing import Any

from django.utils.translation import gettext as _

from bookings import errors
from bookings.availability import Slot
from bookings.lifecycle.copies import place_words
from bookings.lifecycle.reschedule_rules import Wish, moved_cutoffs, party_wished, refuse_rescheduling
from bookings.lifecycle.reschedule_write import write_move
from bookings.lifecycle.settling import lock_booking
from bookings.lifecycle.targets import Target, target_of
from bookings.models import Booking
from bookings.moves import check_revision
from bookings.neighbours import free_places
from bookings.places import Pool, lock_pools, pool_now, pool_of, refuse_if_full
from bookings.refusals import refuse_violations
from bookings.retrying import MovedMeanwhile
from services.models import Business
from services.queries import zone_of


def to_session(booking: Booking, slot: Slot, wish: Wish) -> Booking:
    """Inside a transaction. Raises as reschedule_booking does."""
    if slot.session_id is None:
        raise errors.InvalidRequest
    booking = _lock(booking, Pool(session_id=slot.session_id))
    check_revision(booking, wish.revision)
    old, freed = pool_of(booking), booking.takes_places
    target = target_of(booking.service, slot, None, None)
    refuse_rescheduling(booking, by=wish.by, now=wish.now, flow_control=wish.flow_control)
    terms = party_wished(booking, wish)
    _check(booking, target, terms.party.total if terms else booking.total_participants, wish)
    write_move(booking, _copies(booking, target, wish), terms, wish)
    free_places(old, by=wish.by, now=wish.now, freed=freed)
    return booking


def _lock(booking: Booking, new: Pool) -> Booking:
    """Both sessions by id, then the booking. Raises MovedMeanwhile."""
    old = pool_now(booking)
    lock_pools([old, new])
    booking = lock_booking(booking)
    if pool_of(booking) != old:
        raise MovedMeanwhile
    return booking


def _check(booking: Booking, target: Target, people: int, wish: Wish) -> None:
    """Whether it may move there; the lock of both sessions makes the answer last."""
    if target.pool is None or target.pool == pool_of(booking):
        raise errors.InvalidRequest(_("It is on this date already. Choose another."), field="session")
    if target.start <= wish.now:
        raise errors.TooLateToBook
    if wish.by.is_customer:
        refuse_violations(booking.service, target.start, wish.now)
    if not wish.overrides:
        refuse_if_full(booking.kind, target.pool, people, wish.now)


def _copies(booking: Booking, target: Target, wish: Wish) -> dict[str, Any]:
    """What the booking keeps of its new date; title, price and policy are those it was made with."""
    return {
        "session": target.session,
        "starts_at": target.start,
        "ends_at": target.end,
        "time_zone": zone_of(target.location, Business.objects.current()),
        "resource": target.resource,
        "resource_name": target.resource.name if target.resource else "",
        "location": target.location,
        "location_text": place_words(booking.service, target.location),
    } | moved_cutoffs(booking, target.start, wish)
