"""What the deciding verbs share: lock the booking, take or let go of its time, move."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bookings.actors import Actor
from bookings.decisions import Decision
from bookings.exclusivity import lock_resources, resources_of, take_time
from bookings.line import leave_line
from bookings.models import AttendanceStatus, Booking, BookingEvent, EventKind, Hold, Mark, Occupancy, Session
from bookings.moves import move
from bookings.neighbours import free_places, free_time
from bookings.places import lock_pools, pool_now, pool_of
from bookings.retrying import MovedMeanwhile
from bookings.states import Status
from bookings.supply import Candidate
from services.models import Business, ServiceKind

_EVENTS = {
    Status.CONFIRMED: EventKind.CONFIRMED,
    Status.DECLINED: EventKind.DECLINED,
    Status.CANCELED: EventKind.CANCELED,
    Status.PENDING: EventKind.UPDATED,
}
_CARD_DAYS = timedelta(days=7)
_BEFORE_CARD_ENDS = timedelta(hours=12)


def lock_booking(booking: Booking) -> Booking:
    """The booking as it is now, locked. Resources are locked before, never after.

    Its session and hold are read afterwards: a join would show them as they were before the wait for the lock.
    """
    return (
        Booking.objects.select_for_update(of=("self",), no_key=True)
        .select_related("service", "service__policy")
        .get(pk=booking.pk)
    )


def settle(
    booking: Booking,
    decision: Decision,
    people: Sequence[Candidate],
    hold: Hold | None,
    *,
    by: Actor,
    now: datetime,
    reason: str = "",
) -> BookingEvent:
    """Carry out a decision: the time taken or left, the hold gone, the move written. What has its time already stays
    with whom it occupies."""
    changes: dict[str, Any] = {"double_booked": decision.double_booked}
    if decision.status == Status.PENDING:
        changes["answer_by"] = answer_by(booking, now)
    takes = decision.status == Status.CONFIRMED or (
        decision.status == Status.PENDING and booking.terms.requests_affect_availability
    )
    if people and booking.session_id is None and decision.status != Status.DECLINED:
        changes |= {"resource_id": people[0].id, "resource_name": people[0].name}
    changes["takes_places"] = takes
    mark, takes_time = _mark(decision), takes and booking.kind == ServiceKind.APPOINTMENT
    if takes_time and booking.session_id is None:
        changes["session"] = take_time(booking, people, mark, hold)
    elif takes_time and mark and booking.session_id is not None:
        Occupancy.objects.filter(session_id=booking.session_id).update(mark=mark)  # regular again with its neighbour
    elif hold is not None:
        hold.delete()
    leave_line(booking)
    return move(booking, decision.status, _EVENTS[decision.status], by=by, now=now, reason=reason, **changes)


def _mark(decision: Decision) -> Mark:
    if decision.double_booked:
        return Mark.DOUBLE_BOOKED
    return Mark.OVERRIDDEN if decision.overridden else Mark.NONE


def end(booking: Booking, to: Status, *, by: Actor, now: datetime, reason: str = "", **changes: Any) -> BookingEvent:
    """DECLINED or CANCELED: whatever the booking has or holds is free from now on."""
    session, hold = booking.session, getattr(booking, "hold", None)
    freed = booking.takes_places or (hold is not None and hold.expires_at > now)
    changes |= {"double_booked": False, "takes_places": False}
    if booking.kind == ServiceKind.APPOINTMENT:
        changes["session"] = None
    leave_line(booking)
    event = move(booking, to, _EVENTS[to], by=by, now=now, reason=reason, **changes)
    if hold is not None:
        hold.delete()
    if booking.kind != ServiceKind.APPOINTMENT:
        free_places(pool_of(booking), by=by, now=now, freed=freed)
    elif session is not None:
        keep_noted(event, session)
        free_time(session, by=by, now=now)
    booking.alerts.filter(kind__in=["double_booked", "capture_failed"], solved_at__isnull=True).update(solved_at=now)
    return event


def keep_noted(event: BookingEvent, session: Session) -> None:
    """Who came is noted of a session, and goes with an appointment's: the event that ends it keeps what was noted."""
    row = session.attendances.exclude(status=AttendanceStatus.NOT_SET).first()
    if row is not None:
        noted = {
            "status": row.status,
            "attended": row.attended,
            "set_at": row.set_at.isoformat(),
            "set_by": row.set_by_id,
        }
        event.before["attendance"] = noted
        event.save(update_fields=["before"])


def lock_to_end(booking: Booking) -> Booking:
    """Locks what the booking occupies, then the booking. MovedMeanwhile if it occupies something else by then."""
    if booking.kind != ServiceKind.APPOINTMENT:
        return lock_with_pool(booking)
    locked = resources_of(booking)
    lock_resources(locked)
    booking = lock_booking(booking)
    if not resources_of(booking) <= locked:
        raise MovedMeanwhile
    return booking


def lock_with_pool(booking: Booking) -> Booking:
    """Locks the session or course whose places the booking has, then the booking. Raises MovedMeanwhile."""
    pool = pool_now(booking)
    lock_pools([pool])
    booking = lock_booking(booking)
    if pool_of(booking) != pool:
        raise MovedMeanwhile
    return booking


def next_start(booking: Booking, start: datetime, end: datetime, now: datetime) -> datetime:
    """`start`; of a course that has begun its next date's, or the `end` of the last."""
    if start > now or booking.kind != ServiceKind.COURSE:
        return start
    coming = Session.objects.filter(schedule=booking.schedule_id, called_off_at=None, starts_at__gt=now)
    return coming.order_by("starts_at").values_list("starts_at", flat=True).first() or end


def answer_by(booking: Booking, now: datetime, start: datetime | None = None) -> datetime:
    """When a request runs out: the owner's time, 12 hours before the card's authorisation ends, the start (default
    the booking's own; of a course that has begun, its next date's)."""
    start = next_start(booking, start or booking.starts_at, booking.ends_at, now)
    limits = [now + timedelta(minutes=Business.objects.current().answer_minutes), start]
    if booking.amount_authorised:
        reserved_at = booking.checkout_completed_at or now
        limits.append(reserved_at + _CARD_DAYS - _BEFORE_CARD_ENDS)
    return min(limits)
