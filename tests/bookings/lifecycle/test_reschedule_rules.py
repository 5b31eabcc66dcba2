"""reschedule_booking: who may move a booking, where to, and until when (domain.md sections 2 and 8)."""

from datetime import timedelta

import pytest

from bookings import errors
from bookings.actors import Actor
from bookings.states import FlowFlag
from tests.bookings.lifecycle.parties import dates, movable, move, taken
from tests.bookings.making import VISITOR
from tests.factories import (
    OwnerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
OWNER = pytest.fixture(lambda: Actor.owner(OwnerFactory()), name="owner")


def test_nobody_moves_into_the_past(owner):
    old, new = dates()
    with pytest.raises(errors.TooLateToBook):
        move(movable(old), new, by=owner, now=new.starts_at, flow_control=[FlowFlag.IGNORE_RESCHEDULE_POLICY])


def test_the_booking_window_holds_for_customers_alone(owner):
    old, new = dates(earliest_minutes=60)
    with pytest.raises(errors.TooEarlyToBook):
        move(movable(old), new)
    assert move(movable(old), new, by=owner).session == new


@pytest.mark.parametrize("policy", [{}, {"customer_may_reschedule": False}])
def test_after_the_cutoff_or_where_it_is_not_allowed_only_who_may_override_moves_it(owner, policy):
    old, new = dates(**policy)
    booking, late = movable(old), old.starts_at - timedelta(minutes=59)
    for by in (VISITOR, owner):
        with pytest.raises(errors.BookingPolicyViolation):
            move(booking, new, by=by, now=late)
    flags = [FlowFlag.IGNORE_RESCHEDULE_POLICY]
    with pytest.raises(errors.UnauthorizedOperation):
        move(booking, new, by=VISITOR, now=late, flow_control=flags)
    assert move(booking, new, by=owner, now=late, flow_control=flags).flow_control == ["ignore_reschedule_policy"]


def test_staff_needs_the_permissions():
    old, new = dates()
    for permissions, flags in (([], []), (["bookings.add_booking"], [FlowFlag.SKIP_AVAILABILITY_VALIDATION])):
        staff = Actor.owner(UserFactory(staff=True, permissions=permissions))
        with pytest.raises(errors.UnauthorizedOperation):
            move(movable(old, 1), new, by=staff, flow_control=flags)


def test_an_owner_may_override_what_is_full(owner):
    old, new = dates(capacity=2)
    movable(new)
    booking = move(movable(old), new, by=owner, flow_control=[FlowFlag.SKIP_AVAILABILITY_VALIDATION])
    assert (booking.double_booked, taken(new)) == (False, 4)
