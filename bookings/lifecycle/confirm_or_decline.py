"""confirm_or_decline_booking: the system's answer after a checkout (domain.md section 4)."""

from datetime import datetime

from django.db import transaction

from bookings import notices
from bookings.actors import Actor
from bookings.decisions import Case, Decision, decide
from bookings.errors import InvalidMove
from bookings.lifecycle.decline import SLOT_NOT_AVAILABLE
from bookings.lifecycle.payment import record_payment
from bookings.lifecycle.settling import lock_booking, settle
from bookings.models import Booking
from bookings.retrying import retried
from bookings.serving import find_serving, lock_for
from bookings.states import BY_PLAN, FlowFlag, Status


@retried
def confirm_or_decline_booking(
    booking: Booking, *, by: Actor, now: datetime, payment_status: str | None = None
) -> Booking:
    """CREATED becomes CONFIRMED, PENDING or DECLINED by the table of section 4; the result, read anew.

    `payment_status` is recorded first. Called again with the same payment it changes nothing and says nothing.
    Raises InvalidMove for one that has ended or waits in line.
    """
    with transaction.atomic():
        locked = lock_for(booking)
        booking = lock_booking(booking)
        if payment_status is not None:
            record_payment(booking, by=by, now=now, status=payment_status)
        if booking.status in (Status.CONFIRMED, Status.PENDING):
            return booking
        if booking.status != Status.CREATED:
            raise InvalidMove
        hold = getattr(booking, "hold", None)
        serving = find_serving(booking, locked, hold, now)
        decision = decide(case_of(booking, serving.conflict)) if serving.possible else Decision(Status.DECLINED)
        event = settle(booking, decision, serving.people, hold, by=by, now=now, reason=_reason(decision))
        notices.after_decision(booking, decision, event, now=now, words=booking.words, notify=booking.notify)
    return booking


def case_of(booking: Booking, conflict: bool) -> Case:
    return Case(
        skip_availability=booking.has_flag(FlowFlag.SKIP_AVAILABILITY_VALIDATION),
        conflict=conflict,
        payment_status=booking.payment_status,
        needs_approval=booking.terms.needs_approval and not booking.has_flag(FlowFlag.SKIP_BUSINESS_CONFIRMATION),
        authorised=booking.amount_authorised > 0 and not booking.amount_paid,
        by_plan=booking.selected_payment_option in BY_PLAN,
    )


def _reason(decision: Decision) -> str:
    return SLOT_NOT_AVAILABLE if decision.status == Status.DECLINED else ""
