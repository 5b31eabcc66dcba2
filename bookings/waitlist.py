"""Waiting for a place in a full class: join, leave, take what is offered or pass it on (domain.md section 7)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from bookings import errors, messages
from bookings.actors import Actor, Permission
from bookings.availability import Slot
from bookings.lifecycle import Details
from bookings.lifecycle.again import id_made_before
from bookings.lifecycle.copies import build
from bookings.lifecycle.create import write_booking
from bookings.lifecycle.party import party_of
from bookings.lifecycle.settling import end, lock_with_pool
from bookings.lifecycle.targets import target_of
from bookings.line import FROM_WAITLIST, LEFT_WAITLIST, last_rank, leave_line, line_of
from bookings.messages.waiting import LEAVING
from bookings.models import Booking, EventKind, Hold, MessageKind, Offer, OfferState, Session, Waiting
from bookings.moves import check_revision, move
from bookings.offers import close_offer, running_offer, serve_waitlist
from bookings.places import Pool, lock_pools, places_of
from bookings.refusals import refuse_violations
from bookings.retrying import retried
from bookings.states import Status
from services.models import Business, Service


@retried
def register(
    session: Session,
    details: Details,
    *,
    by: Actor,
    now: datetime,
    total_participants: int | None = None,
    participants_choices: Mapping[int, int] | None = None,
    client_token: UUID | None = None,
    text_offers: bool = False,
) -> Booking:
    """A booking on the waitlist, last in line, told where it stands; the same `client_token` again returns it.

    An owner may add somebody to a line that is full or closed to customers, also a second one with the same email.
    Raises NoWaitlist, SessionNotFound, PlaceIsFree, WaitlistFull, AlreadyWaiting, TooManyParticipants,
    UnauthorizedOperation, the errors of the booking window and of the party.
    """
    if not by.is_customer:
        by.require(Permission.BOOK)
    service = session.service
    if service is None:
        raise errors.SessionNotFound
    target = target_of(service, Slot(service.pk, session_id=session.pk), None, None)
    party = party_of(service, total_participants, participants_choices)
    _check(service, session, party.total, by, now)
    business = Business.objects.current()
    with transaction.atomic():
        lock_pools([Pool(session_id=session.pk)])
        made = id_made_before(client_token, by) if client_token else None
        if made is not None:
            return Booking.objects.get(pk=made)
        _check_line(service, session, party.total, by, now)
        if by.is_customer and line_of(session.pk).filter(booking__email__iexact=details.email).exists():
            raise errors.AlreadyWaiting
        booking = build(service, target, details, by, now, party, business)
        booking.status, booking.checkout_expires_at, booking.client_token = Status.WAITING_LIST, None, client_token
        write_booking(booking, party, details, None, by=by, now=now)
        Waiting.objects.create(
            booking=booking, session=session, rank=last_rank(session.pk) + 1, joined_at=now, text_offers=text_offers
        )
        messages.plan(MessageKind.WAITLISTED, booking, event=booking.events.get(), now=now)
    return booking


def refusal(
    session: Session, service: Service, people: int, *, by: Actor, now: datetime
) -> errors.BookingError | None:
    """Why a party of so many can't join now, for a page to say so before it asks anything."""
    try:
        _check(service, session, people, by, now)
        _check_line(service, session, people, by, now)
    except errors.BookingError as error:
        return error
    return None


def _check(service: Service, session: Session, people: int, by: Actor, now: datetime) -> None:
    """What needs no lock: the rules, and whether such a party ever fits."""
    if not service.policy.waitlist:
        raise errors.NoWaitlist
    if session.starts_at <= now:
        raise errors.TooLateToBook
    most = session.capacity
    if by.is_customer:
        refuse_violations(service, session.starts_at, now)
        most = min(most, service.policy.max_participants)
    if people > most:
        raise errors.TooManyParticipants


def _check_line(service: Service, session: Session, people: int, by: Actor, now: datetime) -> None:
    """Under the session's lock, where somebody joins."""
    found = places_of(Pool(session_id=session.pk), now)
    if found is None:
        raise errors.SessionNotFound
    if found.open >= people:
        raise errors.PlaceIsFree
    if by.is_customer and line_of(session.pk).count() >= service.policy.waitlist_capacity:
        raise errors.WaitlistFull


def list_waitlisted(session: Session) -> list[Waiting]:
    """The first in line first, each with its booking."""
    return list(line_of(session.pk))


@retried
def leave(booking: Booking, *, by: Actor, now: datetime, revision: int | None = None) -> Booking:
    """CANCELED, always allowed; what was offered goes to the next. Raises InvalidMove for one that waits no more,
    RevisionConflict, UnauthorizedOperation."""
    if not by.is_customer:
        by.require(Permission.CANCEL)
    with transaction.atomic():
        booking = lock_with_pool(booking)
        if booking.status != Status.WAITING_LIST:
            raise errors.InvalidMove
        check_revision(booking, revision)
        event = end(booking, Status.CANCELED, by=by, now=now, reason=LEFT_WAITLIST)
        messages.plan(MessageKind.CANCELED, booking, event=event, now=now, facts={"waitlist": LEAVING})
    return booking


@retried
def book_from_waitlist(
    booking: Booking, *, by: Actor, now: datetime, visitor: str = "", offered: int | None = None
) -> Booking:
    """The offer becomes a hold and the booking CREATED, in one step: the normal checkout goes on from there.

    `visitor`: whose browser holds it; `offered`: the offer that the page showed. Raises OfferOver, InvalidMove.
    """
    with transaction.atomic():
        booking, offer = _with_offer(booking, now, offered)
        business = Business.objects.current()
        Offer.objects.filter(pk=offer.pk).update(state=OfferState.ACCEPTED)
        leave_line(booking)
        Hold.objects.create(
            visitor=visitor,
            service=booking.service,
            booking=booking,
            location_id=booking.location_id,
            session_id=booking.session_id,
            starts_at=booking.starts_at,
            ends_at=booking.ends_at,
            participants=offer.participants,
            expires_at=now + timedelta(minutes=business.hold_minutes or booking.terms.waitlist_offer_minutes),
            created_at=now,
        )
        until = now + timedelta(minutes=business.checkout_minutes)
        move(
            booking, Status.CREATED, EventKind.UPDATED, by=by, now=now, reason=FROM_WAITLIST, checkout_expires_at=until
        )
    return booking


@retried
def pass_offer(booking: Booking, *, now: datetime, offered: int | None = None) -> Booking:
    """The next in line is asked; the entry stays, and comes last. Raises OfferOver, InvalidMove."""
    with transaction.atomic():
        booking, offer = _with_offer(booking, now, offered)
        close_offer(offer, OfferState.PASSED, now)
        serve_waitlist(offer.session_id, now=now)
    return booking


def _with_offer(booking: Booking, now: datetime, offered: int | None) -> tuple[Booking, Offer]:
    """Both under the session's lock. An answer to an earlier offer is no answer to this one (journeys.md S23)."""
    booking = lock_with_pool(booking)
    if booking.status != Status.WAITING_LIST:
        raise errors.InvalidMove
    offer = running_offer(booking.pk, now)
    if offer is None or offered not in (None, offer.pk) or places_of(Pool(session_id=booking.session_id), now) is None:
        raise errors.OfferOver
    return booking, offer
