"""Who waits for a place in a class, in the order in which they are asked (domain.md section 7).

First come, first served; who has had an offer comes after who has not.
"""

from django.db.models import F, Max, QuerySet

from bookings.models import Booking, Offer, OfferState, Waiting
from bookings.states import Status

# Reasons of events.
WAITLIST_CLOSED, LEFT_WAITLIST, TAKEN_OFF_WAITLIST = "WAITLIST_CLOSED", "LEFT_WAITLIST", "TAKEN_OFF_WAITLIST"
FROM_WAITLIST = "FROM_WAITLIST"


def line_of(session_id: int) -> QuerySet[Waiting]:
    """The first in line first, each with its booking."""
    waiting = Waiting.objects.filter(session=session_id, booking__status=Status.WAITING_LIST)
    return waiting.select_related("booking").order_by(F("offered_at").asc(nulls_first=True), "rank")


def place_in_line(booking: Booking) -> int:
    """From 1; 0 for a booking that is not on the waitlist."""
    ids = [waiting.booking_id for waiting in line_of(booking.session_id)] if booking.session_id else []
    return ids.index(booking.pk) + 1 if booking.pk in ids else 0


def last_rank(session_id: int) -> int:
    """Under the session's lock; 0 where nobody waits."""
    return Waiting.objects.filter(session=session_id).aggregate(last=Max("rank"))["last"] or 0


def leave_line(booking: Booking) -> None:
    """Before a booking's status leaves the waitlist, however it does: nothing is reserved for it any more."""
    if booking.status == Status.WAITING_LIST:
        Offer.objects.filter(booking=booking, state=OfferState.RUNNING).update(state=OfferState.WITHDRAWN)
        Waiting.objects.filter(booking=booking).delete()
