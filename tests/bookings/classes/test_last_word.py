"""What the database itself says of places, whoever writes (bookings/migrations/0002_places.py)."""

import pytest
from django.db import IntegrityError, transaction

from bookings.models import Booking
from bookings.states import FlowFlag
from tests.factories import BookingFactory, ServiceFactory, SessionFactory

pytestmark = pytest.mark.django_db
TOO_MANY = "nobody_is_booked_beyond_the_places"


def in_class(places=2):
    service = ServiceFactory(of_class=True)
    return {"service": service, "session": SessionFactory(service=service, capacity=places)}


def in_course(places=2):
    return {"service": ServiceFactory(course=True, default_capacity=places)}


@pytest.mark.parametrize("where", [in_class, in_course])
def test_nobody_is_written_in_beyond_the_places(where):
    there = where()
    BookingFactory(standing=True, total_participants=2, **there)
    with pytest.raises(IntegrityError, match=TOO_MANY), transaction.atomic():
        BookingFactory(standing=True, **there)


@pytest.mark.parametrize("where", [in_class, in_course])
def test_nobody_is_confirmed_beyond_the_places(where):
    there = where()
    BookingFactory(standing=True, total_participants=2, **there)
    late = BookingFactory(**there)
    with pytest.raises(IntegrityError, match=TOO_MANY), transaction.atomic():
        Booking.objects.filter(pk=late.pk).update(status="confirmed", takes_places=True)


@pytest.mark.parametrize("where", [in_class, in_course])
def test_no_party_grows_beyond_the_places(where):
    there = where()
    BookingFactory(standing=True, **there)
    party = BookingFactory(standing=True, **there)
    with pytest.raises(IntegrityError, match=TOO_MANY), transaction.atomic():
        Booking.objects.filter(pk=party.pk).update(total_participants=2)


def test_nobody_comes_to_a_session_that_is_full():
    full, there = in_class(places=1), in_class()
    BookingFactory(standing=True, **full)
    mover = BookingFactory(standing=True, **there)
    with pytest.raises(IntegrityError, match=TOO_MANY), transaction.atomic():
        Booking.objects.filter(pk=mover.pk).update(session=full["session"])


@pytest.mark.parametrize(
    "marked", [{"double_booked": True}, {"flow_control": [FlowFlag.SKIP_AVAILABILITY_VALIDATION]}]
)
def test_what_is_marked_may_be_over_and_counts_for_the_others(marked):
    there = in_class(places=1)
    BookingFactory(standing=True, **there)
    BookingFactory(standing=True, **there, **marked)
    with pytest.raises(IntegrityError, match=TOO_MANY), transaction.atomic():
        Booking.objects.filter(double_booked=True).update(double_booked=False)
        BookingFactory(standing=True, **there)


def test_whoever_stands_stays_when_the_places_become_fewer():
    there = in_class(places=2)
    party = BookingFactory(standing=True, total_participants=2, **there)
    there["session"].capacity = 1
    there["session"].save()
    Booking.objects.filter(pk=party.pk).update(first_name="Grace", total_participants=2)
    assert Booking.objects.get().total_participants == 2
