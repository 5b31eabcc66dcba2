"""cancel_booking, and what cancelling costs: shown before it is done (domain.md section 3)."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from bookings import notices
from bookings.actors import Actor, Permission
from bookings.balance import ZERO, at_hand, overpaid
from bookings.errors import BookingPolicyViolation, InvalidMove
from bookings.lifecycle.settling import end, lock_to_end
from bookings.models import Booking
from bookings.moves import check_revision
from bookings.retrying import retried
from bookings.states import FINAL, FlowFlag, Status
from services.models import LateCancel

CUSTOMER_CANCELED = "CANCELED_BY_CUSTOMER"
OWNER_CANCELED = "CANCELED_BY_BUSINESS"


@dataclass(frozen=True, slots=True)
class CancelTerms:
    """What happens if the booking is canceled now: `refund` goes back, `kept` stays with the business; so do the
    credits of a plan."""

    allowed: bool
    refund: Decimal
    kept: Decimal
    late: bool = False
    credits_back: int = 0
    credits_kept: int = 0


def cancel_terms(booking: Booking, *, by: Actor, now: datetime, with_refund: bool = False) -> CancelTerms:
    """By a customer: everything back before the cutoff, the policy's late rule after it. By the owner: as told.

    Where only a part is kept, it is at most the deposit that was paid.
    """
    if booking.status in FINAL:
        return CancelTerms(False, ZERO, ZERO)
    back = overpaid(booking)  # of people who left before: on its way already, whatever becomes of the rest
    terms = terms_of(
        booking,
        at_hand(booking) - back,
        booking.deposit,
        by=by,
        now=now,
        with_refund=with_refund,
        credits=booking.credits - booking.credits_kept,
    )
    return replace(terms, refund=terms.refund + back) if terms.allowed else terms


def terms_of(
    booking: Booking,
    have: Decimal,
    deposit: Decimal,
    *,
    by: Actor,
    now: datetime,
    with_refund: bool,
    credits: int = 0,
) -> CancelTerms:
    """Of a part of a booking that stands: what was paid for it, and its share of the deposit; the `credits` that were
    taken for it. A plan has no deposit: where only that is kept, all credits come back."""
    if not by.is_customer:
        if with_refund:
            return CancelTerms(True, have, ZERO, credits_back=credits)
        return CancelTerms(True, ZERO, have, credits_kept=credits)
    until = booking.cancel_until
    free = booking.status == Status.WAITING_LIST or (until is not None and now <= until)
    if free or booking.has_flag(FlowFlag.IGNORE_CANCELLATION_POLICY):
        return CancelTerms(True, have, ZERO, credits_back=credits)
    late_rule = booking.terms.late_cancel
    if until is None or late_rule == LateCancel.REFUSED or now >= booking.starts_at:
        return CancelTerms(False, ZERO, have, late=until is not None, credits_kept=credits)
    if late_rule == LateCancel.KEEP_DEPOSIT:
        kept = min(have, deposit)
        return CancelTerms(True, have - kept, kept, late=True, credits_back=credits)
    return CancelTerms(True, ZERO, have, late=True, credits_kept=credits)


@retried
def cancel_booking(
    booking: Booking,
    *,
    by: Actor,
    now: datetime,
    revision: int | None = None,
    with_refund: bool = False,
    words: str = "",
    notify: bool = True,
) -> Booking:
    """CREATED, PENDING, CONFIRMED or WAITING_LIST becomes CANCELED; checkout gives back what `cancel_terms` says.

    What is kept is written to `amount_retained` in the same step. Raises BookingPolicyViolation (a customer after
    the cutoff), UnauthorizedOperation, InvalidMove, RevisionConflict.
    """
    if not by.is_customer:
        by.require(Permission.CANCEL)
        if with_refund:
            by.require(Permission.REFUND)
    with transaction.atomic():
        booking = lock_to_end(booking)
        check_revision(booking, revision)
        terms = cancel_terms(booking, by=by, now=now, with_refund=with_refund)
        if booking.status in FINAL:
            raise InvalidMove
        if not terms.allowed:
            raise BookingPolicyViolation
        event = end(
            booking,
            Status.CANCELED,
            by=by,
            now=now,
            reason=CUSTOMER_CANCELED if by.is_customer else OWNER_CANCELED,
            amount_retained=booking.amount_retained + terms.kept,
            credits_kept=booking.credits_kept + terms.credits_kept,
            flow_control=sorted({*booking.flow_control, *([FlowFlag.WITH_REFUND] if with_refund else [])}),
            participant_notification={"notify": notify, "message": words},
        )
        notices.after_cancel(booking, event, terms.refund, now=now, words=words, notify=notify)
    return booking
