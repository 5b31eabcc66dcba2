"""Who came, once the booking that it was noted of changes (domain.md sections 1 and 11)."""

from datetime import UTC

import pytest

from bookings.actors import Actor
from bookings.lifecycle import cancel_booking
from bookings.models import Attendance
from bookings.sessions import set_attendance
from bookings.states import FlowFlag
from tests.bookings.lifecycle.parties import change, class_of, standing
from tests.bookings.lifecycle.times import movable, move, visit
from tests.factories import OwnerFactory, hour

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
EARLY, TEN = hour("09:30"), hour("10:00")


@pytest.fixture
def olga():
    return Actor.owner(OwnerFactory())


def cancel(booking, by):
    cancel_booking(booking, by=by, now=TEN)


def to_two(booking, by):
    flags = [FlowFlag.IGNORE_RESCHEDULE_POLICY]
    move(booking, "14:00", by=by, now=EARLY, flow_control=flags)


@pytest.mark.parametrize("end", [cancel, to_two])
def test_an_appointment_that_goes_leaves_what_was_noted_in_its_event(olga, end):
    booking = movable(visit())
    set_attendance(booking, booking.session, "not_attended", by=olga, now=EARLY)
    end(booking, olga)
    noted = {
        "status": "not_attended",
        "attended": 0,
        "set_at": EARLY.astimezone(UTC).isoformat(),
        "set_by": olga.user.pk,
    }
    assert (booking.events.get().before["attendance"], Attendance.objects.count()) == (noted, 0)


@pytest.mark.parametrize("end", [cancel, to_two])
def test_where_nothing_was_noted_the_event_says_nothing_of_it(olga, end):
    booking = movable(visit())
    end(booking, olga)
    assert "attendance" not in booking.events.get().before


@pytest.mark.parametrize(("came", "people", "stands"), [(3, 1, 1), (3, 2, 2), (1, 2, 1), (3, 5, 3)])
def test_of_fewer_people_no_more_can_have_come(olga, came, people, stands):
    session = class_of()
    booking = standing(session, 3)
    set_attendance(booking, session, "attended", attended=came, by=olga, now=session.starts_at)
    change(booking, people, by=olga, now=session.starts_at)
    assert Attendance.objects.get().attended == stands
