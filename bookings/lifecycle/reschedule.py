"""reschedule_booking: a class on another of its dates (domain.md sections 2 and 3)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from bookings import change_notices, errors
from bookings.actors import Actor, Permission
from bookings.availability import Slot
from bookings.lifecycle.copies import cutoffs, place_words
from bookings.lifecycle.settling import answer_by, lock_booking
from bookings.lifecycle.targets import Target, target_of
from bookings.models import Booking, BookingEvent, EventKind
from bookings.moves import check_revision, move, record
from bookings.neighbours import free_places
from bookings.places import Pool, lock_pools, pool_now, pool_of, refuse_if_full
from bookings.refusals import refuse_violations
from bookings.retrying import MovedMeanwhile, retried
from bookings.states import ON_CALENDAR, FlowFlag, Status
from services.models import Business, ServiceKind
from services.queries import zone_of


@retried
def reschedule_booking(
    booking: Booking,
    *,
    slot: Slot,
    by: Actor,
    now: datetime,
    revision: int | None = None,
    flow_control: Collection[FlowFlag] = (),
    words: str = "",
    notify: bool = True,
) -> Booking:
    """The booking on `slot`'s session of the same class, its people and price as they are; the old places are free
    from then on, or nothing has changed. Never a course.

    Where each booking is approved it is a request again, unless the owner skips that, and takes its new places all
    the same. Raises UnauthorizedOperation, InvalidMove, InvalidRequest, RevisionConflict, SessionNotFound,
    SessionCapacityExceeded, BookingPolicyViolation and the errors of the booking window.
    """
    _authorise(by, flow_control)
    if booking.kind != ServiceKind.CLASS:
        raise errors.InvalidMove
    if slot.session_id is None:
        raise errors.InvalidRequest
    with transaction.atomic():
        booking = _lock(booking, Pool(session_id=slot.session_id))
        check_revision(booking, revision)
        old = pool_of(booking)
        target = target_of(booking.service, slot, None, None)
        check_move(booking, target, by=by, now=now, flow_control=flow_control)
        previous, freed = booking.starts_at, booking.takes_places
        said = {"notify": notify, "message": words}
        event = _move(booking, target, by=by, now=now, flow_control=flow_control, participant_notification=said)
        booking.alerts.filter(kind="double_booked", solved_at__isnull=True).update(solved_at=now)
        change_notices.after_reschedule(booking, event, previous, now=now)
        free_places(old, by=by, now=now, freed=freed)
    return booking


def refuse_rescheduling(
    booking: Booking, *, by: Actor, now: datetime, flow_control: Collection[FlowFlag] = ()
) -> None:
    """Whether it may move at all, by its own copy of the policy. Raises InvalidMove, BookingPolicyViolation."""
    if booking.kind != ServiceKind.CLASS or booking.status not in ON_CALENDAR:
        raise errors.InvalidMove
    until = booking.reschedule_until
    if FlowFlag.IGNORE_RESCHEDULE_POLICY not in flow_control and (until is None or now > until):
        raise errors.BookingPolicyViolation
    if by.is_customer and now >= booking.starts_at:
        raise errors.BookingPolicyViolation


def check_move(
    booking: Booking, target: Target, *, by: Actor, now: datetime, flow_control: Collection[FlowFlag] = ()
) -> None:
    """Whether it may move there; the lock of both sessions makes the answer last. Raises as the verb does."""
    refuse_rescheduling(booking, by=by, now=now, flow_control=flow_control)
    if target.pool is None or target.pool == pool_of(booking):
        raise errors.InvalidRequest(_("It is on this date already. Choose another."), field="session")
    if target.start <= now:
        raise errors.TooLateToBook
    if by.is_customer:
        refuse_violations(booking.service, target.start, now)
    if FlowFlag.SKIP_AVAILABILITY_VALIDATION not in flow_control:
        refuse_if_full(booking.kind, target.pool, booking.total_participants, now)


def _authorise(by: Actor, flow_control: Collection[FlowFlag]) -> None:
    if not by.is_customer:
        by.require(Permission.BOOK)
    if flow_control:
        by.require(Permission.OVERRIDE)


def _lock(booking: Booking, new: Pool) -> Booking:
    """Both sessions by id, then the booking. Raises MovedMeanwhile."""
    old = pool_now(booking)
    lock_pools([old, new])
    booking = lock_booking(booking)
    if pool_of(booking) != old:
        raise MovedMeanwhile
    return booking


def _move(
    booking: Booking, target: Target, *, by: Actor, now: datetime, flow_control: Collection[FlowFlag], **also: Any
) -> BookingEvent:
    asks = booking.terms.needs_approval and FlowFlag.SKIP_BUSINESS_CONFIRMATION not in flow_control
    becomes = Status.PENDING if asks else Status(booking.status)
    changes = _copies(booking, target) | also
    changes |= {"takes_places": True, "double_booked": False}
    changes["flow_control"] = sorted({*booking.flow_control, *flow_control})
    changes["answer_by"] = answer_by(booking, now, target.start) if becomes == Status.PENDING else None
    if becomes == booking.status:
        return record(booking, EventKind.RESCHEDULED, by=by, now=now, **changes)
    return move(booking, becomes, EventKind.RESCHEDULED, by=by, now=now, **changes)


def _copies(booking: Booking, target: Target) -> dict[str, Any]:
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
    } | cutoffs(booking.terms, target.start)
