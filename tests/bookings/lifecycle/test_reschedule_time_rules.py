"""reschedule_booking: which times of an appointment a customer may have, and what an owner may override."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import errors
from bookings.actors import Actor
from bookings.availability import Slot
from bookings.lifecycle import reschedule_booking
from bookings.states import FlowFlag
from tests.bookings.lifecycle.times import busy, movable, move, state, visit
from tests.bookings.making import VISITOR
from tests.factories import HoursExceptionFactory, OwnerFactory, ResourceFactory, UserFactory, hour

pytestmark = pytest.mark.django_db
OWNER = pytest.fixture(lambda: Actor.owner(OwnerFactory()), name="owner")
OVER = [FlowFlag.SKIP_AVAILABILITY_VALIDATION]


@pytest.mark.parametrize("clock", ["12:07", "08:00", "16:30"])
def test_a_start_that_the_page_would_not_offer_is_refused(clock):
    booking = movable(visit())
    before = state(booking)
    with pytest.raises(errors.SlotNotAvailable):
        move(booking, clock)
    assert state(booking) == before


def test_an_owner_may_have_any_minute_at_which_somebody_is_free(owner):
    assert move(movable(visit()), "12:07", by=owner).starts_at == hour("12:07")
    with pytest.raises(errors.SlotNotAvailable):
        move(movable(visit()), "08:00", by=owner)


def test_a_start_beyond_the_horizon_is_refused():
    with pytest.raises(errors.SlotNotAvailable):
        move(movable(visit()), hour("10:00") + timedelta(weeks=60))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"hidden": True}, errors.BookOnlineDisabled),
        ({"online_booking": False}, errors.BookOnlineDisabled),
    ],
)
def test_what_is_not_offered_online_any_more_only_an_owner_moves(owner, change, error):
    service = visit()
    booking = movable(service)
    type(service).objects.update(**change)
    with pytest.raises(error):
        move(booking, "12:00")
    assert move(booking, "12:00", by=owner).starts_at == hour("12:00")


def test_the_booking_window_of_today_holds_for_customers():
    service = visit()
    booking = movable(service)
    service.policy.earliest_minutes = 5
    service.policy.save()
    with pytest.raises(errors.TooEarlyToBook):
        move(booking, "12:00")


def test_who_takes_no_bookings_any_more_is_not_to_be_had():
    anna, ben = ResourceFactory(name="Anna"), ResourceFactory(name="Ben")
    booking = movable(visit(anna, ben), resource=anna)
    anna.active = False
    anna.save()
    with pytest.raises(errors.SlotNotAvailable, match="The person you chose"):
        move(booking, "12:00", anna)
    assert move(booking, "12:00").resource_name == "Ben"


def test_a_day_off_is_no_day_for_it():
    service = visit()
    HoursExceptionFactory(schedule=service.requirement_groups.get().resources.get().schedule)
    with pytest.raises(errors.SlotNotAvailable):
        move(movable(service), "12:00")


def test_nobody_moves_into_the_past(owner):
    booking = movable(visit())
    flags = [*OVER, FlowFlag.IGNORE_RESCHEDULE_POLICY]
    with pytest.raises(errors.TooLateToBook):
        move(booking, "12:00", by=owner, now=hour("12:00"), flow_control=flags)


@pytest.mark.parametrize("policy", [{}, {"customer_may_reschedule": False}])
def test_after_the_cutoff_or_where_it_is_not_allowed_only_who_may_override_moves_it(owner, policy):
    booking, late = movable(visit(policy=policy)), hour("09:01")
    for by in (VISITOR, owner):
        with pytest.raises(errors.BookingPolicyViolation):
            move(booking, "12:00", by=by, now=late)
    flags = [FlowFlag.IGNORE_RESCHEDULE_POLICY]
    moved = move(booking, "12:00", by=owner, now=late, flow_control=flags)
    assert moved.flow_control == ["ignore_reschedule_policy"]


def test_until_the_very_moment_of_the_cutoff():
    assert move(movable(visit()), "12:00", now=hour("09:00")).starts_at == hour("12:00")


def test_an_owner_may_have_a_time_that_is_taken_and_it_is_marked(owner):
    service = visit()
    movable(service, "12:00")
    booking = move(movable(service), "12:30", by=owner, flow_control=OVER)
    assert (booking.double_booked, booking.session.occupancies.get().mark) == (False, "overridden")
    assert busy(booking.resource) == ["12:00-13:00", "12:30-13:30"]


def test_overridden_where_nobody_is_in_the_way_it_is_regular(owner):
    booking = move(movable(visit()), "20:00", by=owner, flow_control=OVER)
    assert booking.session.occupancies.get().mark == ""


def test_overridden_without_anybody_to_do_it_is_no_booking(owner):
    service = visit()
    booking = movable(service)
    service.requirement_groups.all().delete()
    with pytest.raises(errors.NobodyServes):
        move(booking, "12:00", by=owner, flow_control=OVER)


def test_it_stays_confirmed_if_the_owner_says_so(owner):
    booking = movable(visit(policy={"needs_approval": True}))
    booking = move(booking, "12:00", by=owner, flow_control=[FlowFlag.SKIP_BUSINESS_CONFIRMATION])
    assert (booking.status, booking.answer_by) == ("confirmed", None)


def test_staff_needs_the_permissions():
    booking = movable(visit())
    for permissions, flags in (([], []), (["bookings.add_booking"], OVER)):
        staff = Actor.owner(UserFactory(staff=True, permissions=permissions))
        with pytest.raises(errors.UnauthorizedOperation):
            move(booking, "12:00", by=staff, flow_control=flags)


@pytest.mark.parametrize("status", ["created", "waiting_list", "declined", "canceled"])
def test_only_what_stands_or_is_asked_for_moves(status):
    booking = movable(visit(), status=status)
    with pytest.raises(errors.InvalidMove):
        move(booking, "12:00")


def test_a_stale_form_is_told_so():
    booking = movable(visit())
    with pytest.raises(errors.RevisionConflict):
        move(booking, "12:00", revision=7)


def test_a_time_of_another_service_or_a_class_is_none():
    booking = movable(visit())
    for slot in (Slot(visit().pk, hour("12:00")), Slot(booking.service_id, session_id=booking.session_id)):
        with pytest.raises(errors.InvalidRequest):
            reschedule_booking(booking, slot=slot, by=VISITOR, now=timezone.now())
    with pytest.raises(errors.InvalidDateFormat):
        move(booking, hour("12:00").replace(tzinfo=None))
