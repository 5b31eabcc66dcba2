"""reschedule_booking: an appointment at another time, a class on another of its dates (domain.md sections 2, 3)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from bookings import errors
from bookings.actors import Actor
from bookings.availability import Slot
from bookings.lifecycle.reschedule_class import to_session
from bookings.lifecycle.reschedule_rules import Wish, refuse_rescheduling
from bookings.lifecycle.reschedule_time import to_time
from bookings.models import Booking
from bookings.retrying import retried
from bookings.states import FlowFlag
from services.models import ServiceKind

__all__ = ["refuse_rescheduling", "reschedule_booking"]


@retried
def reschedule_booking(
    booking: Booking,
    *,
    slot: Slot,
    by: Actor,
    now: datetime,
    revision: int | None = None,
    total_participants: int | None = None,
    participants_choices: Mapping[int, int] | None = None,
    with_refund: bool = False,
    flow_control: Collection[FlowFlag] = (),
    words: str = "",
    notify: bool = True,
    visitor: str = "",
) -> Booking:
    """The booking at `slot`: a class on that session of it, an appointment at that start, with that person or
    anyone, at that place, as long as it was. The old time is free from then on, or nothing has changed.

    People and their choices stay as they are unless one of the two is given; another party is settled as in
    update_number_of_participants (`with_refund` too). Where each booking is approved it is a request again, unless
    the owner skips that, and takes its new time all the same. `visitor`: unbooked holds of this browser do not
    stand in the way. Never a course.

    Raises UnauthorizedOperation, InvalidMove, InvalidRequest, InvalidDateFormat, RevisionConflict,
    SlotNotAvailable, NobodyServes, SessionNotFound, SessionCapacityExceeded, BookingPolicyViolation and the errors
    of the booking window and of the party.
    """
    wish = Wish(
        by=by,
        now=now,
        revision=revision,
        total=total_participants,
        choices=participants_choices,
        with_refund=with_refund,
        flow_control=flow_control,
        said={"notify": notify, "message": words},
        visitor=visitor,
    )
    wish.authorise()
    if booking.kind == ServiceKind.COURSE:
        raise errors.InvalidMove
    with transaction.atomic():
        return (to_session if booking.kind == ServiceKind.CLASS else to_time)(booking, slot, wish)
