"""confirm_booking: the owner says yes (domain.md sections 2 and 3)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from bookings import notices
from bookings.actors import Actor, Permission
from bookings.decisions import Decision
from bookings.errors import InvalidMove, SlotNotAvailable
from bookings.lifecycle.decline import decline_booking
from bookings.lifecycle.payment import record_payment
from bookings.lifecycle.settling import lock_booking, settle
from bookings.models import Booking
from bookings.moves import check_revision
from bookings.retrying import retried
from bookings.serving import find_serving, lock_for
from bookings.states import UNDECIDED, Status


@retried
def confirm_booking(
    booking: Booking,
    *,
    by: Actor,
    now: datetime,
    revision: int | None = None,
    payment_status: str | None = None,
    check_availability: bool = False,
    decline_others: Iterable[Booking] = (),
    words: str = "",
    notify: bool = True,
) -> Booking:
    """PENDING, CREATED or WAITING_LIST becomes CONFIRMED.

    A conflict does not stop the owner unless `check_availability` asks for it (SlotNotAvailable): the time is then
    saved as overridden, and the booking is flagged. `decline_others` are declined first, in the same transaction.
    Raises UnauthorizedOperation, InvalidMove, RevisionConflict, NobodyServes, SessionNotFound.
    """
    by.require(Permission.DECIDE)
    with transaction.atomic():
        locked = lock_for(booking)
        for other in sorted(decline_others, key=lambda other: other.pk):
            decline_booking(other, by=by, now=now)
        booking = lock_booking(booking)
        check_revision(booking, revision)
        if booking.status not in UNDECIDED:
            raise InvalidMove
        if payment_status is not None:
            record_payment(booking, by=by, now=now, status=payment_status)
        hold = getattr(booking, "hold", None)
        serving = find_serving(booking, locked, hold, now)
        if not serving.possible:
            raise serving.impossible
        if serving.conflict and check_availability:
            raise SlotNotAvailable
        decision = Decision(Status.CONFIRMED, double_booked=serving.conflict, overridden=serving.conflict)
        booking.participant_notification = {"notify": notify, "message": words}
        event = settle(booking, decision, serving.people, hold, by=by, now=now)
        notices.after_decision(booking, decision, event, now=now, words=words, notify=notify)
    return booking
