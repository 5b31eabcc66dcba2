"""An owner and the worker at once: one wins, the other is told, one event is written (domain.md section 2)."""

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.errors import InvalidMove
from bookings.lifecycle import cancel_booking, confirm_booking, decline_booking
from bookings.models import Booking
from tests.bookings.making import VISITOR, book, create, decide
from tests.factories import OwnerFactory, PolicyFactory, ServiceFactory, hour
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 15


def test_the_owner_declines_while_the_worker_confirms():
    owner, service = Actor.owner(OwnerFactory()), ServiceFactory()
    for _ in range(ROUNDS):
        booking = create(service, hour("10:00"))
        results = together(
            [lambda b=booking: decide(b), lambda b=booking: decline_booking(b, by=owner, now=timezone.now())]
        )
        booking.refresh_from_db()
        lost = [result for result in results if isinstance(result, InvalidMove)]
        assert [type(result) for result in results if not isinstance(result, Booking)] == [InvalidMove] * len(lost)
        decisions = booking.events.filter(kind__in=["confirmed", "declined"])
        assert [(event.kind, len(lost)) for event in decisions] == [(booking.status, 1)]
        if booking.status == "confirmed":
            cancel_booking(booking, by=owner, now=timezone.now())


def test_two_owners_answer_the_same_request():
    first, second = Actor.owner(OwnerFactory()), Actor.owner(OwnerFactory())
    service = ServiceFactory(policy__needs_approval=True)
    for _ in range(ROUNDS):
        booking = book(service, hour("10:00"))
        results = together(
            [
                lambda b=booking: confirm_booking(b, by=first, now=timezone.now()),
                lambda b=booking: decline_booking(b, by=second, now=timezone.now()),
            ]
        )
        assert sorted(type(result).__name__ for result in results) == ["Booking", "InvalidMove"]
        booking.refresh_from_db()
        assert booking.events.count() == booking.revision
        if booking.status == "confirmed":
            cancel_booking(booking, by=first, now=timezone.now())


def test_a_customer_cancels_while_the_worker_confirms():
    service = ServiceFactory(policy=PolicyFactory(customer_may_cancel=True))
    for _ in range(ROUNDS):
        booking = create(service, hour("10:00"))
        together([lambda b=booking: decide(b), lambda b=booking: cancel_booking(b, by=VISITOR, now=timezone.now())])
        booking.refresh_from_db()
        assert booking.status == "canceled"
        assert booking.session is None
        assert booking.events.count() == booking.revision
