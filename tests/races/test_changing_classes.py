"""Many change their bookings of a class at once: no place twice, no deadlock (journeys.md S24)."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from bookings.availability import Slot
from bookings.errors import RevisionConflict, SessionCapacityExceeded, TryAgain
from bookings.lifecycle import reschedule_booking, update_number_of_participants
from bookings.models import Booking
from bookings.places import Pool, places_of
from tests.bookings.lifecycle.parties import class_of, standing
from tests.bookings.making import VISITOR
from tests.factories import BusinessFactory, SessionFactory
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def business():
    BusinessFactory()


def patiently(verb, **arguments):
    """As a customer who is told to send it again."""
    while True:
        try:
            return verb(by=VISITOR, now=timezone.now(), **arguments)
        except TryAgain:
            continue


def grow(booking, people):
    return lambda: patiently(update_number_of_participants, booking=booking, total_participants=people)


def move(booking, session):
    slot = Slot(booking.service_id, session_id=session.pk)
    return lambda: patiently(reschedule_booking, booking=booking, slot=slot)


def taken(session):
    return places_of(Pool(session_id=session.pk), timezone.now()).taken


def movable(capacity):
    session = class_of(capacity=capacity, policy={"customer_may_reschedule": True})
    later = session.starts_at + timedelta(weeks=1)
    return session, SessionFactory(service=session.service, starts_at=later, capacity=capacity)


def test_of_all_who_want_the_last_places_so_many_get_them_as_there_are():
    session = class_of(capacity=13)
    bookings = [standing(session, 1) for _ in range(10)]
    results = together([grow(booking, 2) for booking in bookings])
    assert Counter(type(result) for result in results) == {Booking: 3, SessionCapacityExceeded: 7}
    assert taken(session) == 13


def test_who_move_across_each_other_all_arrive_where_there_are_places():
    first, second = movable(capacity=12)
    until = {"reschedule_until": first.starts_at}
    there, back = ([standing(session, 1, **until) for _ in range(6)] for session in (first, second))
    results = together([*(move(booking, second) for booking in there), *(move(booking, first) for booking in back)])
    assert Counter(type(result) for result in results) == {Booking: 12}
    assert (taken(first), taken(second)) == (6, 6)


def test_one_that_moves_and_grows_at_once_is_counted_once():
    first, second = movable(capacity=4)
    booking = standing(first, 2, reschedule_until=first.starts_at)
    results = together([move(booking, second), grow(booking, 4)])
    booking.refresh_from_db()
    assert not [result for result in results if not isinstance(result, Booking | RevisionConflict)]
    assert (taken(first), taken(second)) == (0, booking.total_participants)
    assert booking.events.count() == booking.revision - 1
