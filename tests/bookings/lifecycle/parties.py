"""Bookings of a class or course for some people, changed and moved, in one line of a test."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from bookings.availability import Slot
from bookings.lifecycle import reschedule_booking, update_number_of_participants
from bookings.places import Pool, places_of
from tests.bookings.making import VISITOR
from tests.factories import BookingFactory, PolicyFactory, ServiceFactory, SessionFactory

FREELY = {"customer_may_cancel": True, "max_participants": 6}


def class_of(*, capacity=12, policy=None, **fields):
    """A session of a class for 40 a person."""
    service = ServiceFactory(of_class=True, policy=PolicyFactory(**(FREELY | (policy or {}))), **fields)
    return SessionFactory(service=service, capacity=capacity)


def standing(session, people=2, **fields):
    """Confirmed, to be paid in person."""
    fields = {"price": session.service.price * people, "deposit": session.service.deposit * people} | fields
    times = {"starts_at": session.starts_at, "ends_at": session.ends_at}
    made = {"service": session.service, "session": session, "total_participants": people, "standing": True}
    return BookingFactory(**(made | times | fields))


def change(booking, people=None, *, by=VISITOR, now=None, **kwargs):
    booking.refresh_from_db()
    now = now or timezone.now()
    return update_number_of_participants(booking, total_participants=people, by=by, now=now, **kwargs)


def money(booking):
    booking.refresh_from_db()
    return booking.price, booking.amount_retained, booking.payment_status


PAID = {"amount_paid": Decimal(80), "payment_status": "paid", "selected_payment_option": "online"}
PAID_IN_PERSON = PAID | {"selected_payment_option": "offline", "amount_in_hand": Decimal(80)}

MOVABLE = {"customer_may_reschedule": True, "reschedule_cutoff_minutes": 60}


def dates(*, capacity=4, **policy):
    """Two dates of one class that may be moved: next Monday, and a week after."""
    first = class_of(capacity=capacity, policy=MOVABLE | policy)
    later = first.starts_at + timedelta(days=7)
    return first, SessionFactory(service=first.service, starts_at=later, capacity=capacity)


def movable(session, people=2, **fields):
    """`standing`, with its cutoff."""
    until = session.service.policy.terms().reschedule_until(session.starts_at)
    return standing(session, people, **({"reschedule_until": until} | fields))


def move(booking, session, *, by=VISITOR, now=None, **kwargs):
    booking.refresh_from_db()
    slot = Slot(booking.service_id, session_id=session.pk)
    return reschedule_booking(booking, slot=slot, by=by, now=now or timezone.now(), **kwargs)


def taken(session):
    return places_of(Pool(session_id=session.pk), timezone.now()).taken
