"""The bookings of a class or course that was called off end one by one, each in its own transaction: nobody twice,
nobody forgotten, whatever is cut off in between."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from bookings import notices
from bookings.actors import Actor
from bookings.lifecycle import cancel_terms
from bookings.lifecycle.settling import end, lock_with_pool
from bookings.line import WAITLIST_CLOSED
from bookings.models import Booking, EventKind, Session, SessionKind, Waiting
from bookings.retrying import retried
from bookings.states import FINAL, FlowFlag, Status
from bookings.sweeps import each
from services.models import ServiceKind

CALLED_OFF = "CALLED_OFF"
# Of those who have no place yet; everybody else is canceled.
_ENDINGS = {
    Status.CREATED: (Status.DECLINED, CALLED_OFF),
    Status.WAITING_LIST: (Status.DECLINED, WAITLIST_CLOSED),
}


def to_end() -> QuerySet[Session]:
    """Sessions that are called off and have somebody who was not told yet."""
    live = Booking.objects.exclude(status__in=FINAL)
    of_class = live.filter(session=OuterRef("pk"), kind=ServiceKind.CLASS)
    of_course = live.filter(schedule=OuterRef("schedule"), created_at__lte=OuterRef("called_off_at"))
    whole_course = Q(calling_off__course=True) & Exists(of_course)
    return Session.objects.filter(Exists(of_class) | whole_course, called_off_at__isnull=False).order_by(
        "called_off_at", "pk"
    )


def live_of(session: Session) -> QuerySet[Booking]:
    """Whom its calling off ends and has not ended yet; of a course only if the whole of it was called off, and only
    who had booked by then."""
    live = Booking.objects.exclude(status__in=FINAL)
    if session.kind == SessionKind.CLASS:
        return live.filter(session=session, kind=ServiceKind.CLASS)
    if not session.calling_off.get("course"):
        return live.none()
    return live.filter(schedule=session.schedule_id, created_at__lte=session.called_off_at)


def end_bookings_of(session: Session, *, now: datetime) -> int:
    """How many were reached; what fails or is too many for one go is left to the sweep."""
    by = _who_decided(session)
    return each(live_of(session).order_by("pk"), lambda booking: end_booking(booking, session, by=by, now=now))


@retried
def end_booking(booking: Booking, session: Session, *, by: Actor, now: datetime) -> None:
    """CONFIRMED and PENDING become CANCELED with or without refund, as was decided; who waits or has not finished
    becomes DECLINED, whose money goes back in any case."""
    with transaction.atomic():
        booking = lock_with_pool(booking)
        if not live_of(session).filter(pk=booking.pk).exists():
            return
        wants_text = by_text(booking)
        words = session.calling_off.get("words", "")
        to, reason = _ENDINGS.get(Status(booking.status), (Status.CANCELED, CALLED_OFF))
        refund = to == Status.DECLINED or bool(session.calling_off.get("refund")) or _came_late(booking, session)
        terms = cancel_terms(booking, by=by, now=now, with_refund=refund)
        event = end(
            booking,
            to,
            by=by,
            now=now,
            reason=reason,
            amount_retained=booking.amount_retained + terms.kept,
            credits_kept=booking.credits_kept + terms.credits_kept,
            flow_control=sorted({*booking.flow_control, *([FlowFlag.WITH_REFUND] if refund else [])}),
            participant_notification={"notify": True, "message": words},
        )
        notices.after_call_off(booking, event, terms.refund, now=now, words=words, by_text=wants_text)


def by_text(booking: Booking) -> bool:
    """Whether the customer has agreed to texts about it, reminders or offers."""
    return booking.send_sms_reminder or Waiting.objects.filter(booking=booking, text_offers=True).exists()


def _came_late(booking: Booking, session: Session) -> bool:
    """Confirmed after the decision, by a payment that was under way: it was for nothing."""
    return booking.events.filter(kind=EventKind.CONFIRMED, at__gt=session.called_off_at).exists()


def _who_decided(session: Session) -> Actor:
    """The owner whose decision it was; the system where that account is gone."""
    user = get_user_model().objects.filter(pk=session.calling_off.get("by") or 0).first()
    return Actor.owner(user) if user else Actor.system()
