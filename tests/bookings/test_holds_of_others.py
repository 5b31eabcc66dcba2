"""A visitor's own holds of other services give way to a new pick: what is shown as free can be had."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings.errors import SlotNotAvailable
from bookings.models import Hold, Occupancy
from tests.bookings.making import create, place_hold
from tests.factories import ResourceFactory, ServiceFactory, hour
from tests.races.together import together


def held():
    """(service, start) of each hold, in order."""
    return [(hold.service, hold.starts_at) for hold in Hold.objects.order_by("pk")]


@pytest.fixture
def anna(db):
    return ResourceFactory(name="Anna")


@pytest.fixture
def massage(anna):
    return ServiceFactory(groups=[[anna]])


@pytest.fixture
def long_one(anna):
    return ServiceFactory(groups=[[anna]], duration_minutes=120)


def test_one_in_the_way_ends(massage, long_one):
    place_hold(massage, hour("10:00"))
    place_hold(long_one, hour("09:00"))
    assert held() == [(long_one, hour("09:00"))]


def test_one_at_another_time_stays(massage, long_one):
    place_hold(massage, hour("11:00"))
    place_hold(long_one, hour("09:00"))
    assert held() == [(massage, hour("11:00")), (long_one, hour("09:00"))]


def test_one_with_another_person_stays(massage):
    other = ServiceFactory(groups=[[ResourceFactory()]])
    place_hold(massage, hour("10:00"))
    place_hold(other, hour("10:00"))
    assert held() == [(massage, hour("10:00")), (other, hour("10:00"))]


def test_one_stays_while_somebody_else_can_serve(anna, massage):
    ben = ResourceFactory(name="Ben")
    either = ServiceFactory(groups=[[anna, ben]])
    place_hold(massage, hour("10:00"))
    second = place_hold(either, hour("10:00"))
    assert Hold.objects.count() == 2
    assert second.occupancies.get().resource == ben


def test_one_that_became_a_booking_stays(massage, long_one):
    booking = create(massage, hour("10:00"), hold=place_hold(massage, hour("10:00")))
    with pytest.raises(SlotNotAvailable):
        place_hold(long_one, hour("09:00"))
    assert Hold.objects.get().booking == booking


def test_one_ends_only_if_the_new_time_can_be_had(anna, massage):
    room = ResourceFactory(room=True)
    both = ServiceFactory(groups=[[anna], [room]])
    place_hold(massage, hour("10:00"))
    place_hold(ServiceFactory(groups=[[room]]), hour("10:00"), visitor="another")
    with pytest.raises(SlotNotAvailable):
        place_hold(both, hour("10:00"))
    assert held()[0] == (massage, hour("10:00"))


def test_those_of_other_visitors_never_give_way(massage, long_one):
    place_hold(massage, hour("10:00"))
    with pytest.raises(SlotNotAvailable):
        place_hold(long_one, hour("09:00"), visitor="another")
    assert held() == [(massage, hour("10:00"))]


def test_one_that_ran_out_is_in_nobodys_way(massage, long_one):
    place_hold(massage, hour("10:00"))
    place_hold(long_one, hour("09:00"), now=timezone.now() + timedelta(minutes=11))
    assert held() == [(long_one, hour("09:00"))]


@pytest.mark.django_db(transaction=True)
def test_two_tabs_and_a_stranger_at_once_leave_one_time_held_once():
    anna, room = ResourceFactory(name="Anna"), ResourceFactory(room=True)
    services = [
        ServiceFactory(groups=[[anna]]),
        ServiceFactory(groups=[[room], [anna]]),
        ServiceFactory(groups=[[anna], [room]], duration_minutes=120, slot_step_minutes=60),
    ]
    picks = [(services[n % 3], "me" if n % 4 else f"stranger {n}") for n in range(24)]
    results = together(
        [lambda s=service, v=visitor: place_hold(s, hour("10:00"), visitor=v) for service, visitor in picks]
    )
    assert {type(result) for result in results} == {Hold, SlotNotAvailable}
    assert Hold.objects.count() == 1
    assert Occupancy.objects.filter(resource=anna).count() == 1
