"""What is kept for people who are typing, paying or answering, when its session goes elsewhere or nowhere."""

from bookings.models import Hold, Offer, OfferState, Session, SessionKind
from bookings.sessions.telling import Telling


def move_holds(session: Session, telling: Telling) -> None:
    """Who has picked another time and not booked yet picks anew; a booking's own hold goes with it, and offers end
    where booking does."""
    time = {name: value for name, value in telling.columns.items() if name in ("starts_at", "ends_at")}
    if not time:
        return
    is_course = session.kind == SessionKind.COURSE
    holds = Hold.objects.filter(schedule=session.schedule) if is_course else Hold.objects.filter(session=session)
    if "starts_at" in time:
        holds.filter(booking=None).delete()
    holds.update(**time)
    if session.service is not None:
        closes_at = session.service.policy.terms().closes_at(session.starts_at)
        offers = Offer.objects.filter(session=session, state=OfferState.RUNNING)
        offers.filter(expires_at__gt=closes_at).update(expires_at=closes_at)


def end_holds(session: Session) -> None:
    """Of a class that is called off: nothing is kept, nothing offered."""
    Hold.objects.filter(session=session).delete()
    Offer.objects.filter(session=session, state=OfferState.RUNNING).update(state=OfferState.WITHDRAWN)
