"""Appointments that may be moved, and moved, in one line of a test."""

from django.utils import timezone

from bookings.availability import Slot
from bookings.lifecycle import reschedule_booking
from bookings.models import Occupancy
from tests.bookings.making import VISITOR, slot_at
from tests.factories import BookingFactory, PolicyFactory, ResourceFactory, ServiceFactory, hour

MOVABLE = {"customer_may_reschedule": True, "reschedule_cutoff_minutes": 60, "customer_may_cancel": True}


def visit(*people, policy=None, **fields):
    """An hour with any of these, or somebody else, every quarter of an hour."""
    people = people or (ResourceFactory(),)
    rules = PolicyFactory(**MOVABLE | (policy or {}))
    return ServiceFactory(**{"groups": [list(people)], "policy": rules, "slot_step_minutes": 15} | fields)


def movable(service, clock="10:00", **fields):
    """Confirmed for next Monday at that hour, with its cutoff."""
    start = hour(clock)
    until = service.policy.terms().reschedule_until(start)
    made = {"service": service, "starts_at": start, "reschedule_until": until}
    kind = {} if "status" in fields or "pending" in fields else {"confirmed": True}
    return BookingFactory(**made | kind | fields)


def move(booking, clock, resource=None, *, by=VISITOR, now=None, location=None, **kwargs):
    booking.refresh_from_db()
    start = hour(clock) if isinstance(clock, str) else clock
    slot: Slot = slot_at(booking.service, start, resource, location)
    return reschedule_booking(booking, slot=slot, by=by, now=now or timezone.now(), **kwargs)


def busy(resource):
    """The occupied clock times of somebody, in order."""
    zone = hour("10:00").tzinfo
    rows = Occupancy.objects.filter(resource=resource).order_by("busy_from")
    return [f"{row.busy_from.astimezone(zone):%H:%M}-{row.busy_until.astimezone(zone):%H:%M}" for row in rows]


def state(booking):
    """All that a refused move must leave as it was."""
    booking.refresh_from_db()
    rows = list(Occupancy.objects.filter(session=booking.session).values_list("resource", "busy_from", "busy_until"))
    return booking.starts_at, booking.ends_at, booking.session_id, booking.revision, booking.messages.count(), rows
