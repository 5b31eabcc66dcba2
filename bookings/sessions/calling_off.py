"""call_off_session: one decision, then each booking ends by itself (journeys.md O9).

The decision is a row, so that whatever is cut off in the middle is gone on with (bookings/sessions/ending.py).
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from bookings.actors import Actor, Permission
from bookings.errors import InvalidRequest
from bookings.models import Session, SessionKind
from bookings.neighbours import occupied_by, retest_around
from bookings.nudges import nudge_by_name
from bookings.retrying import retried
from bookings.sessions.faces import Face, face_of, face_of_bookings
from bookings.sessions.keeping import end_holds, move_holds
from bookings.sessions.locking import lock_bookings, lock_session
from bookings.sessions.moving import service_of
from bookings.sessions.telling import Telling, follow
from services.models import Business

END_TASK = "bookings.tasks.call_off"


@retried
def call_off_session(session: Session, *, refund: bool, words: str = "", by: Actor, now: datetime) -> Session:
    """It does not take place: its people and rooms are free at once, and nobody comes to it any more.

    A class's bookings are canceled one by one by the worker, with what was paid given back if `refund`. A course
    goes on without this date: its people are told, and nothing is given back by itself.
    Raises UnauthorizedOperation, SessionNotFound for one that is called off already, InvalidRequest for the past.
    """
    by.require(Permission.CANCEL)
    if refund:
        by.require(Permission.REFUND)
    business = Business.objects.current()
    with transaction.atomic():
        session = lock_session(session)
        if session.ends_at <= now:
            raise InvalidRequest(_("It has taken place already."))
        before = _faces(session, business)
        session.called_off_at = now
        session.calling_off = decision(refund, words, by)
        session.save(update_fields=["called_off_at", "calling_off"])
        freed = occupied_by(session)
        session.occupancies.all().delete()
        retest_around(freed, by=by, now=now)
        if session.kind == SessionKind.CLASS:
            end_holds(session)
            nudge_by_name(END_TASK, session.pk)
        else:
            _tell(session, before, business, by=by, now=now, words=words)
    return session


def decision(refund: bool, words: str, by: Actor) -> dict[str, Any]:
    """As it is kept, for whoever carries it out."""
    return {"refund": refund, "words": words, "by": by.user.pk if by.user else None}


def _faces(session: Session, business: Business) -> tuple[Face, Face | None]:
    service = service_of(session)
    return face_of(service, session, business), face_of_bookings(service, session, business)


def _tell(
    session: Session, before: tuple[Face, Face | None], business: Business, *, by: Actor, now: datetime, words: str
) -> None:
    """Everybody in the course, which may begin or end on another day now."""
    whole = face_of_bookings(service_of(session), session, business)
    telling = Telling(*before, None, whole, is_course=True)
    move_holds(session, telling)
    for booking in lock_bookings(session):
        follow(booking, telling, by=by, now=now, notify=True, words=words)
