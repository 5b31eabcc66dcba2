"""decline_booking: the owner says no; and what runs out by itself (domain.md section 2)."""

from datetime import datetime

from django.db import transaction

from bookings import notices
from bookings.actors import Actor, Permission
from bookings.errors import InvalidMove
from bookings.lifecycle.payment import record_payment
from bookings.lifecycle.settling import end, lock_to_end
from bookings.models import Booking
from bookings.moves import check_revision
from bookings.retrying import retried
from bookings.states import UNDECIDED, Status

CHECKOUT_EXPIRED = "CHECKOUT_EXPIRED"
REQUEST_EXPIRED = "REQUEST_EXPIRED"
SLOT_NOT_AVAILABLE = "SLOT_NOT_AVAILABLE"


@retried
def decline_booking(
    booking: Booking,
    *,
    by: Actor,
    now: datetime,
    revision: int | None = None,
    payment_status: str | None = None,
    words: str = "",
    notify: bool = True,
) -> Booking:
    """PENDING, CREATED or WAITING_LIST becomes DECLINED; what was authorised or paid is settled by checkout.

    Raises UnauthorizedOperation, InvalidMove, RevisionConflict.
    """
    by.require(Permission.DECIDE)
    with transaction.atomic():
        booking = lock_to_end(booking)
        check_revision(booking, revision)
        if booking.status not in UNDECIDED:
            raise InvalidMove
        if payment_status is not None:
            record_payment(booking, by=by, now=now, status=payment_status)
        event = end(
            booking,
            Status.DECLINED,
            by=by,
            now=now,
            participant_notification={"notify": notify, "message": words},
        )
        if notify:
            notices.after_decline(booking, event, now=now, words=words)
    return booking


@retried
def expire_checkout(booking: Booking, *, now: datetime) -> bool:
    """A checkout that was left runs out, silently: nobody was promised anything. True if it did now.

    Whether money is under way is checkout's to know: its sweep asks before it calls this.
    """
    with transaction.atomic():
        booking = lock_to_end(booking)
        unfinished = booking.status == Status.CREATED and booking.checkout_completed_at is None
        if not unfinished or booking.checkout_expires_at is None or booking.checkout_expires_at > now:
            return False
        if booking.amount_authorised or booking.amount_paid:
            return False
        end(booking, Status.DECLINED, by=Actor.system(), now=now, reason=CHECKOUT_EXPIRED)
    return True


@retried
def decline_taken(booking: Booking, *, now: datetime) -> bool:
    """An unfinished booking whose place somebody else has, silently: its customer is looking at the page. True if it
    ended now."""
    with transaction.atomic():
        booking = lock_to_end(booking)
        if booking.status != Status.CREATED or booking.checkout_completed_at is not None:
            return False
        if booking.amount_authorised or booking.amount_paid:
            return False
        end(booking, Status.DECLINED, by=Actor.system(), now=now, reason=SLOT_NOT_AVAILABLE)
    return True


@retried
def expire_request(booking: Booking, *, now: datetime) -> bool:
    """A request that nobody answered in time is declined, and the customer is told. True if it was now."""
    with transaction.atomic():
        booking = lock_to_end(booking)
        if booking.status != Status.PENDING or booking.answer_by is None or booking.answer_by > now:
            return False
        event = end(booking, Status.DECLINED, by=Actor.system(), now=now, reason=REQUEST_EXPIRED)
        notices.after_decline(booking, event, now=now)
    return True
