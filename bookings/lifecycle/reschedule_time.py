"""An appointment at another time: its people and rooms of old and new locked together, the old time free, the new
one taken."""

from copy import copy
from datetime import UTC, timedelta
from typing import Any

from django.utils.translation import gettext as _

from bookings import errors
from bookings.availability import Slot
from bookings.exclusivity import lock_resources, resources_of, take_time
from bookings.lifecycle.copies import place_words
from bookings.lifecycle.reschedule_people import Coming, who_comes
from bookings.lifecycle.reschedule_rules import Wish, moved_cutoffs, party_wished, refuse_rescheduling
from bookings.lifecycle.reschedule_write import write_move
from bookings.lifecycle.settling import keep_noted, lock_booking
from bookings.lifecycle.targets import Target
from bookings.models import Booking, Mark, Session
from bookings.moves import check_revision
from bookings.neighbours import occupied_by, retest_around
from bookings.own_length import minutes_of
from bookings.refusals import refuse_violations
from bookings.retrying import MovedMeanwhile
from bookings.supply import Supply, load_groups
from services.models import Business, Location, LocationType
from services.queries import zone_of


def to_time(booking: Booking, slot: Slot, wish: Wish) -> Booking:
    """Inside a transaction. Raises as reschedule_booking does.

    What is of the booking is its length; buffers, people and the grid of starts are the service's of today.
    """
    if slot.session_id is not None or slot.service_id != booking.service_id:
        raise errors.InvalidRequest
    booking, supply = _lock(booking)
    check_revision(booking, wish.revision)
    refuse_rescheduling(booking, by=wish.by, now=wish.now, flow_control=wish.flow_control)
    target = _target(booking, slot)
    terms = party_wished(booking, wish)
    if terms is None:
        _refuse_same(booking, target)
    if target.start <= wish.now:
        raise errors.TooLateToBook
    if wish.by.is_customer:
        refuse_violations(booking.service, target.start, wish.now)
    coming = who_comes(booking, target, supply, wish)
    old = booking.session
    freed = occupied_by(old) if old else []
    if old:
        old.occupancies.all().delete()
    session = _take(booking, target, coming)
    event = write_move(booking, {"session": session} | _copies(booking, target, coming, wish), terms, wish)
    if old:
        keep_noted(event, old)
        old.delete()
    retest_around(freed, by=wish.by, now=wish.now)
    return booking


def _lock(booking: Booking) -> tuple[Booking, Supply]:
    """Everybody who serves it or may, by id, then the booking. Raises MovedMeanwhile."""
    supply = load_groups([booking.service_id], Business.objects.current().time_zone)
    locked = resources_of(booking).union(supply.everybody)
    lock_resources(locked)
    booking = lock_booking(booking)
    if not resources_of(booking) <= locked:
        raise MovedMeanwhile
    return booking, supply


def _target(booking: Booking, slot: Slot) -> Target:
    """Lengths are added in UTC, so that an hour is a real hour."""
    if slot.start.tzinfo is None:
        raise errors.InvalidDateFormat
    start = slot.start.astimezone(UTC)
    end = start + timedelta(minutes=minutes_of(booking))
    return Target(start, end, _location(booking, slot), chosen=(slot.resource_id,) if slot.resource_id else ())


def _location(booking: Booking, slot: Slot) -> Location | None:
    if slot.location_id in (None, booking.location_id):
        return booking.location if slot.location_id else None
    location = booking.service.locations.filter(pk=slot.location_id).first()
    if location is None:
        raise errors.InvalidRequest(_("This is not offered at that place. Choose again."), field="location")
    return location


def _refuse_same(booking: Booking, target: Target) -> None:
    same = (booking.starts_at, booking.location) == (target.start, target.location)
    if same and set(target.chosen) <= resources_of(booking).union([booking.resource_id or 0]):
        raise errors.InvalidRequest(_("It is at this time already. Choose another."), field="start")


def _take(booking: Booking, target: Target, coming: Coming) -> Session:
    moved = copy(booking)  # the booking itself changes only with its event
    moved.starts_at, moved.ends_at, moved.location = target.start, target.end, target.location
    return take_time(moved, coming.people, Mark.OVERRIDDEN if coming.conflict else Mark.NONE, None)


def _copies(booking: Booking, target: Target, coming: Coming, wish: Wish) -> dict[str, Any]:
    """What the booking keeps of its new time; title, price and policy are those it was made with."""
    first = coming.people[0]
    return {
        "starts_at": target.start,
        "ends_at": target.end,
        "time_zone": zone_of(target.location, Business.objects.current()),
        "resource_id": first.id,
        "resource_name": first.name,
        "chosen_resources": list(target.chosen),
        "location": target.location,
        "location_type": booking.service.location_type,
        "location_text": _place(booking, target.location),
    } | moved_cutoffs(booking, target.start, wish)


def _place(booking: Booking, location: Location | None) -> str:
    """The customer's own address is what the customer wrote."""
    if booking.service.location_type == LocationType.CUSTOM:
        return booking.location_text if booking.location_type == LocationType.CUSTOM else ""
    return place_words(booking.service, location)
