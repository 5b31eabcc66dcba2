"""What an owner does with a waitlist; somebody is added by `bookings.waitlist.register` (domain.md section 7)."""

from datetime import datetime

from django.db import transaction

from bookings import errors, messages
from bookings.actors import Actor, Permission
from bookings.lifecycle.settling import end, lock_with_pool
from bookings.line import TAKEN_OFF_WAITLIST, line_of
from bookings.messages.waiting import REMOVED
from bookings.models import Booking, MessageKind, Offer, Session, Waiting
from bookings.offers import closing_of, lapse, offer_to, running_offer
from bookings.places import Pool, places_of
from bookings.retrying import retried
from bookings.states import Status


@retried
def move_in_line(booking: Booking, *, up: bool, by: Actor) -> bool:
    """Changes places with the one before or behind it; False at the end of the line.

    The two then count as having had the same turn, so that the new order is the one in which they are asked.
    Raises UnauthorizedOperation, InvalidMove.
    """
    by.require(Permission.DECIDE)
    with transaction.atomic():
        booking = _lock(booking)
        line = list(line_of(booking.session_id or 0))
        at = next(n for n, waiting in enumerate(line) if waiting.booking_id == booking.pk)
        first = at - 1 if up else at
        if not 0 <= first < len(line) - 1:
            return False
        line[first], line[first + 1] = line[first + 1], line[first]
        earlier = line[first + 1].offered_at
        line[first].offered_at = earlier
        for rank, waiting in enumerate(line, 1):
            waiting.rank = rank
        Waiting.objects.bulk_update(line, ["rank", "offered_at"])
    return True


@retried
def remove_from_line(booking: Booking, *, by: Actor, now: datetime, words: str = "", notify: bool = True) -> Booking:
    """DECLINED, with the owner's words. Raises UnauthorizedOperation, InvalidMove."""
    by.require(Permission.DECIDE)
    said = {"notify": notify, "message": words}
    with transaction.atomic():
        booking = _lock(booking)
        event = end(booking, Status.DECLINED, by=by, now=now, reason=TAKEN_OFF_WAITLIST, participant_notification=said)
        if notify:
            facts = {"waitlist": REMOVED, "words": words}
            messages.plan(MessageKind.DECLINED, booking, event=event, now=now, facts=facts)
    return booking


@retried
def offer_now(booking: Booking, *, by: Actor, now: datetime) -> Offer:
    """An offer out of turn: by night too, and although the round is over.

    One that runs already stays as it is. Raises UnauthorizedOperation, InvalidMove, TooLateToBook,
    SessionCapacityExceeded.
    """
    by.require(Permission.DECIDE)
    with transaction.atomic():
        booking = _lock(booking)
        session = Session.objects.select_related("service__policy").get(bookings=booking)
        lapse(session.pk, now)
        running = running_offer(booking.pk, now)
        if running is not None:
            return running
        closes_at = closing_of(session)
        if now >= closes_at:
            raise errors.TooLateToBook
        found = places_of(Pool(session_id=session.pk), now)
        if found is None:
            raise errors.SessionNotFound
        if found.free < booking.total_participants:
            raise errors.SessionCapacityExceeded(left=found.free)
        return offer_to(booking.waiting, closes_at=closes_at, now=now)


def _lock(booking: Booking) -> Booking:
    booking = lock_with_pool(booking)
    if booking.status != Status.WAITING_LIST:
        raise errors.InvalidMove
    return booking
