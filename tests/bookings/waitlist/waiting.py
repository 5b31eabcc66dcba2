"""A class on Monday at ten with a waitlist, and people who want to come."""

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from bookings import waitlist
from bookings.actors import Actor
from bookings.lifecycle import Details, cancel_booking, confirm_or_decline_booking, record_payment
from bookings.models import Booking, Offer, OfferState, Waiting
from bookings.offers import serve_waitlist
from bookings.places import Pool, lock_pools, places_of
from tests.bookings.making import SYSTEM, VISITOR
from tests.factories import BookingFactory, OwnerFactory, ServiceFactory, SessionFactory

NOON = datetime(2026, 3, 24, 11, tzinfo=UTC)  # a Tuesday, in Madrid still in winter time
CONFIRMED = {"status": "confirmed", "takes_places": True}


def a_class(places=2, *, taken=None, **policy):
    """A session with so many places, all taken by bookings of one person unless told otherwise."""
    rules = {"policy__waitlist": True, "policy__max_participants": 4}
    rules |= {f"policy__{name}": value for name, value in policy.items()}
    service = ServiceFactory(of_class=True, **rules)
    session = SessionFactory(service=service, capacity=places)
    for _ in range(places if taken is None else taken):
        standing(session)
    return session


def standing(session, **kwargs):
    start, end = session.starts_at, session.ends_at
    return BookingFactory(
        standing=True, service=session.service, session=session, starts_at=start, ends_at=end, **kwargs
    )


def join(session, name="Ada", people=1, *, by=VISITOR, now=None, **kwargs):
    details = Details(first_name=name, email=f"{name.lower()}@example.com", phone="+34612345678")
    return waitlist.register(session, details, by=by, now=now or timezone.now(), total_participants=people, **kwargs)


def cancel_one(session, now=None):
    """Somebody who has a place leaves it."""
    booking = session.bookings.filter(status="confirmed").order_by("pk").first()
    return cancel_booking(booking, by=SYSTEM, now=now or timezone.now())


def owner():
    return Actor.owner(OwnerFactory())


def offered(session):
    """First names of those who have an offer now."""
    running = Offer.objects.filter(session=session, state=OfferState.RUNNING).order_by("pk")
    return [offer.booking.first_name for offer in running.select_related("booking")]


def line(session):
    return [waiting.booking.first_name for waiting in waitlist.list_waitlisted(session)]


def places(session, now=None):
    return places_of(Pool(session_id=session.pk), now or timezone.now())


def serve(session, now=None, **kwargs):
    with transaction.atomic():
        lock_pools([Pool(session_id=session.pk)])
        return serve_waitlist(session.pk, now=now or timezone.now(), **kwargs)


def pay_in_person(booking, now=None):
    booking.refresh_from_db()
    now = now or timezone.now()
    record_payment(booking, by=SYSTEM, now=now, completed=True, option="offline", status="not_paid")
    return confirm_or_decline_booking(booking, by=SYSTEM, now=now)


def status_of(booking):
    return Booking.objects.values_list("status", flat=True).get(pk=booking.pk)


def rank_of(booking):
    return Waiting.objects.values_list("rank", flat=True).get(booking=booking)


MINUTE = timedelta(minutes=1)
