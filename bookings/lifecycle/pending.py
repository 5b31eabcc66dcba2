"""set_booking_as_pending: an owner turns an unfinished booking into a request (domain.md section 2)."""

from datetime import datetime

from django.db import transaction

from bookings import notices
from bookings.actors import Actor, Permission
from bookings.decisions import Decision
from bookings.errors import InvalidMove
from bookings.lifecycle.settling import lock_booking, settle
from bookings.models import Booking
from bookings.moves import check_revision
from bookings.retrying import retried
from bookings.serving import find_serving, lock_for
from bookings.states import Status


@retried
def set_booking_as_pending(booking: Booking, *, by: Actor, now: datetime, revision: int | None = None) -> Booking:
    """CREATED becomes PENDING; the service must need approval.

    Raises UnauthorizedOperation, InvalidMove, RevisionConflict.
    """
    by.require(Permission.SET_PENDING)
    with transaction.atomic():
        locked = lock_for(booking)
        booking = lock_booking(booking)
        check_revision(booking, revision)
        if booking.status != Status.CREATED or not booking.terms.needs_approval:
            raise InvalidMove
        hold = getattr(booking, "hold", None)
        serving = find_serving(booking, locked, hold, now)
        if not serving.possible:
            raise serving.impossible
        decision = Decision(Status.PENDING, double_booked=serving.conflict, overridden=serving.conflict)
        event = settle(booking, decision, serving.people, hold, by=by, now=now)
        notices.after_decision(booking, decision, event, now=now)
    return booking
