"""The bookings of a class that was called off end one by one, each in its own transaction: nobody twice, nobody
forgotten, whatever is cut off in between."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from bookings import notices
from bookings.actors import Actor
from bookings.lifecycle import cancel_terms
from bookings.lifecycle.settling import end, lock_with_pool
from bookings.models import Booking, Session, Waiting
from bookings.retrying import retried
from bookings.states import FINAL, FlowFlag, Status
from bookings.sweeps import each

CALLED_OFF = "CALLED_OFF"
WAITLIST_CLOSED = "WAITLIST_CLOSED"
# Of those who have no place yet; everybody else is canceled.
_ENDINGS = {
    Status.CREATED: (Status.DECLINED, CALLED_OFF),
    Status.WAITING_LIST: (Status.DECLINED, WAITLIST_CLOSED),
}


def to_end() -> QuerySet[Session]:
    """Sessions that are called off and have somebody who was not told yet."""
    live = Booking.objects.filter(session=OuterRef("pk"), kind="class").exclude(status__in=FINAL)
    return Session.objects.filter(Exists(live), called_off_at__isnull=False).order_by("called_off_at")


def end_bookings_of(session: Session, *, now: datetime) -> int:
    """How many were reached; what fails or is too many for one go is left to the sweep."""
    live = Booking.objects.filter(session=session, kind="class").exclude(status__in=FINAL)
    by = _who_decided(session)
    return each(live.order_by("pk"), lambda booking: end_booking(booking, session, by=by, now=now))


@retried
def end_booking(booking: Booking, session: Session, *, by: Actor, now: datetime) -> None:
    """CONFIRMED and PENDING become CANCELED with or without refund, as was decided; who waits or has not finished
    becomes DECLINED, whose money goes back in any case."""
    with transaction.atomic():
        booking = lock_with_pool(booking)
        if booking.status in FINAL or booking.session_id != session.pk:
            return
        wants_text = by_text(booking)
        words = session.calling_off.get("words", "")
        to, reason = _ENDINGS.get(Status(booking.status), (Status.CANCELED, CALLED_OFF))
        refund = to == Status.DECLINED or bool(session.calling_off.get("refund"))
        terms = cancel_terms(booking, by=by, now=now, with_refund=refund)
        event = end(
            booking,
            to,
            by=by,
            now=now,
            reason=reason,
            amount_retained=booking.amount_retained + terms.kept,
            flow_control=sorted({*booking.flow_control, *([FlowFlag.WITH_REFUND] if refund else [])}),
            participant_notification={"notify": True, "message": words},
        )
        notices.after_call_off(booking, event, terms.refund, now=now, words=words, by_text=wants_text)


def by_text(booking: Booking) -> bool:
    """Whether the customer has agreed to texts about it, reminders or offers."""
    return booking.send_sms_reminder or Waiting.objects.filter(booking=booking, text_offers=True).exists()


def _who_decided(session: Session) -> Actor:
    """The owner whose decision it was; the system where that account is gone."""
    user = get_user_model().objects.filter(pk=session.calling_off.get("by") or 0).first()
    return Actor.owner(user) if user else Actor.system()
