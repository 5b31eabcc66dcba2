"""A booking takes over what its hold keeps, and whoever else it needs by now (domain.md section 4)."""

import pytest

from bookings.models import Hold, Occupancy
from tests.bookings.making import create, decide, place_hold
from tests.factories import RequirementGroupFactory, ResourceFactory, ServiceFactory, hour

pytestmark = pytest.mark.django_db


def occupied(booking):
    """(resource, from, until) of the booking's time; nothing else is occupied."""
    rows = Occupancy.objects.order_by("resource_id")
    assert {row.session for row in rows} == {booking.session}
    return [(row.resource, row.busy_from, row.busy_until) for row in rows]


@pytest.fixture
def anna():
    return ResourceFactory(name="Anna")


def held(service):
    return create(service, hour("10:00"), hold=place_hold(service, hour("10:00")))


def test_the_held_time_becomes_the_bookings_buffers_included(anna):
    booking = decide(held(ServiceFactory(groups=[[anna]], buffer_before_minutes=15, buffer_after_minutes=30)))
    assert occupied(booking) == [(anna, hour("09:45"), hour("11:30"))]
    assert not Hold.objects.exists()


def test_a_room_that_is_needed_since_is_taken_beside_it(anna):
    service, room = ServiceFactory(groups=[[anna]]), ResourceFactory(room=True)
    booking = held(service)
    RequirementGroupFactory(service=service, resources=[room], position=1)
    assert occupied(decide(booking)) == [(anna, hour("10:00"), hour("11:00")), (room, hour("10:00"), hour("11:00"))]


def test_a_room_that_is_needed_no_more_is_free_again(anna):
    room = ResourceFactory(room=True)
    service = ServiceFactory(groups=[[anna], [room]])
    booking = held(service)
    service.requirement_groups.filter(resources=room).delete()
    assert occupied(decide(booking)) == [(anna, hour("10:00"), hour("11:00"))]
