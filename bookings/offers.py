"""Who on the waitlist is asked next: places that come free are offered in the transaction that frees them.

First come, first served; a party too large for what is free is passed over and keeps its rank; who has had an offer
comes after who has not; one round, then the places are everybody's (domain.md section 7). All of it under the
session's lock.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest

from bookings import messages
from bookings.actors import Actor
from bookings.line import line_of
from bookings.models import Booking, EventKind, MessageKind, Offer, OfferState, Session, Waiting
from bookings.moves import record
from bookings.places import Pool, places_of
from services.models import Business
from services.queries import zone_of
from services.quiet import is_between, next_at

OFFERED = "WAITLIST_OFFER"


def serve_waitlist(session_id: int, *, now: datetime, freed: bool = False) -> list[Offer]:
    """Offers for all places that are free. `freed`: they came free just now, so that everybody who waits may be
    asked once more."""
    session = Session.objects.select_related("service__policy", "location").get(pk=session_id)
    if session.called_off_at is not None or not line_of(session_id).exists():
        return []
    lapse(session_id, now)
    if freed:
        session.places_freed_at = max(now, session.places_freed_at or now)
        session.save(update_fields=["places_freed_at"])
    closes_at = closing_of(session)
    if now >= closes_at:
        return []
    wakes_at = night_ends(session, now)
    if wakes_at is None:
        return [offer_to(waiting, closes_at=closes_at, now=now) for waiting in _next_in_line(session, now)]
    if wakes_at >= closes_at:  # nobody here can be asked any more: let the places be everybody's
        _unasked(session).update(offered_at=now)
    return []


def closing_of(session: Session) -> datetime:
    """When booking closes, and the waitlist with it."""
    if session.service is None:
        return session.starts_at
    return session.service.policy.terms().closes_at(session.starts_at)


def night_ends(session: Session, now: datetime) -> datetime | None:
    """When offers may be made again; None where they may be made now. On the clocks of the place."""
    business = Business.objects.current()
    zone = zone_of(session.location, business)
    if not is_between(now.astimezone(zone).time(), business.quiet_from, business.quiet_until):
        return None
    return next_at(now, business.quiet_until, zone)


def offers_from(session: Session, now: datetime) -> datetime | None:
    """Where the night keeps offers back at this moment: when they go out again, before booking closes."""
    wakes_at = night_ends(session, now)
    return wakes_at if wakes_at is not None and wakes_at < closing_of(session) else None


def lapse(session_id: int, now: datetime) -> int:
    """Offers that were not answered in time: their turn is over with this moment, their entry stays."""
    over = list(Offer.objects.filter(session=session_id, state=OfferState.RUNNING, expires_at__lte=now))
    for offer in over:
        close_offer(offer, OfferState.LAPSED, offer.expires_at)
    return len(over)


def close_offer(offer: Offer, state: OfferState, at: datetime) -> None:
    """Whoever had it has had a turn in the round that goes on, also where more places came free meanwhile."""
    Offer.objects.filter(pk=offer.pk).update(state=state)
    Waiting.objects.filter(booking=offer.booking_id).update(offered_at=Greatest(F("offered_at"), at))


def offer_to(waiting: Waiting, *, closes_at: datetime, now: datetime) -> Offer:
    """Places reserved for one who waits, told by email and, where wanted, by text. The event tells offers apart."""
    booking = Booking.objects.select_for_update(of=("self",), no_key=True).get(pk=waiting.booking_id)
    offer = Offer.objects.create(
        booking=booking,
        session_id=waiting.session_id,
        participants=booking.total_participants,
        created_at=now,
        expires_at=min(now + timedelta(minutes=booking.terms.waitlist_offer_minutes), closes_at),
    )
    Waiting.objects.filter(pk=waiting.pk).update(offered_at=now)
    event = record(booking, EventKind.UPDATED, by=Actor.system(), now=now, reason=OFFERED)
    facts = {"offer": offer.pk, "until": offer.expires_at.isoformat()}
    messages.plan(MessageKind.WAITLIST_OFFER, booking, event=event, now=now, facts=facts)
    if waiting.text_offers:
        messages.plan_text(MessageKind.WAITLIST_OFFER, booking, event=event, now=now, facts=facts)
    return offer


def running_offer(booking_id: int, now: datetime) -> Offer | None:
    """The offer that this booking can still take."""
    return Offer.objects.filter(booking=booking_id, state=OfferState.RUNNING, expires_at__gt=now).first()


def _unasked(session: Session) -> QuerySet[Waiting]:
    """Who has had no offer since places came free, and has none now."""
    asked_before = Q(offered_at=None)
    if session.places_freed_at is not None:
        asked_before |= Q(offered_at__lt=session.places_freed_at)
    running = Offer.objects.filter(session=session, state=OfferState.RUNNING)
    return line_of(session.pk).filter(asked_before).exclude(booking__in=running.values("booking"))


def _next_in_line(session: Session, now: datetime) -> Iterator[Waiting]:
    """Those who fit into what is left, as long as something is."""
    found = places_of(Pool(session_id=session.pk), now)
    free = found.free if found else 0
    for waiting in _unasked(session):
        if waiting.booking.total_participants <= free:
            free -= waiting.booking.total_participants
            yield waiting
