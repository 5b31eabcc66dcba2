"""Too many people in a class are another thing than two times on one person."""

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import cancel_booking
from bookings.models import Mark
from tests.bookings.making import VISITOR, book
from tests.factories import (
    BookingFactory,
    OccupancyFactory,
    OwnerFactory,
    ResourceFactory,
    ServiceFactory,
    SessionFactory,
    hour,
)

pytestmark = pytest.mark.django_db


def test_a_free_teacher_makes_no_room_for_too_many_people():
    anna = ResourceFactory()
    appointment = book(ServiceFactory(groups=[[anna]]), hour("10:00"), by=VISITOR)
    service = ServiceFactory(of_class=True)
    session = SessionFactory(service=service, capacity=1)
    OccupancyFactory(session=session, resource=anna, mark=Mark.OVERRIDDEN)
    BookingFactory(standing=True, service=service, session=session)
    too_many = BookingFactory(standing=True, service=service, session=session, double_booked=True)
    cancel_booking(appointment, by=Actor.owner(OwnerFactory()), now=timezone.now())
    too_many.refresh_from_db()
    assert (session.occupancies.get().mark, too_many.double_booked) == ("", True)
