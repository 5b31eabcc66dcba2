"""The button at the door pressed twice at the same instant, and two people for the last place."""

from uuid import uuid4

import pytest

from bookings.errors import BookingError
from bookings.lifecycle import Details
from bookings.models import Attendance, Booking
from bookings.sessions import walk_in
from tests.bookings.sessions.making import a_class, booked, owner
from tests.factories import BusinessFactory, hour
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)
ANA = Details(first_name="Ana", email="")


def come(session, by, token):
    return walk_in(session, ANA, by=by, now=hour("10:05"), total_participants=1, client_token=token)


def test_pressed_twice_at_once_it_is_one_booking():
    BusinessFactory()
    by = owner()
    for n in range(5):
        session, token = a_class(), uuid4()
        results = together([lambda s=session, t=token: come(s, by, t)] * 2)
        assert [getattr(result, "status", result) for result in results] == ["confirmed"] * 2
        assert (Booking.objects.count(), Attendance.objects.count()) == (n + 1, n + 1)


def test_one_of_two_gets_the_last_place():
    BusinessFactory()
    by, session = owner(), a_class()
    booked(session, total_participants=7)
    results = together([lambda: come(session, by, uuid4())] * 2)
    lost = [result for result in results if isinstance(result, BookingError)]
    assert (len(lost), Booking.objects.filter(status="confirmed").count()) == (1, 2)
    assert Booking.objects.count() == 2
