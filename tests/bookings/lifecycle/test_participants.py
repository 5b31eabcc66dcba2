"""update_number_of_participants: more people, fewer, and who may (domain.md section 3)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from bookings import errors
from bookings.actors import Actor
from bookings.places import Pool, places_of
from bookings.states import FlowFlag
from tests.bookings.lifecycle.parties import change, class_of, standing
from tests.factories import BookingFactory, HoldFactory, OwnerFactory, ServiceFactory, UserFactory, WaitingFactory

pytestmark = pytest.mark.django_db
OWNER = pytest.fixture(lambda: Actor.owner(OwnerFactory()), name="owner")


def open_places(session):
    return places_of(Pool(session_id=session.pk), timezone.now()).open


def test_more_people_take_more_places_and_one_event_tells_of_it():
    session = class_of(capacity=4)
    booking = change(standing(session), 4)
    event = booking.events.get()
    assert (booking.total_participants, booking.price, open_places(session)) == (4, 160, 0)
    assert (event.kind, event.before["total_participants"]) == ("number_of_participants_updated", 2)
    assert booking.messages.get().kind == "participants_changed"


def test_fewer_people_free_their_places():
    session = class_of(capacity=4)
    booking = change(standing(session, 3), 1)
    assert (booking.total_participants, booking.price, open_places(session)) == (1, 40, 3)


def test_it_is_never_for_nobody():
    with pytest.raises(errors.InvalidRequest):
        change(standing(class_of()), 0)


def test_without_places_nothing_changes_and_the_error_says_how_many_are_left():
    booking = standing(class_of(capacity=3))
    with pytest.raises(errors.SessionCapacityExceeded) as refused:
        change(booking, 4)
    booking.refresh_from_db()
    assert (refused.value.left, booking.total_participants, booking.revision) == (1, 2, 1)


def test_what_another_visitor_holds_is_not_free():
    session = class_of(capacity=4)
    HoldFactory(service=session.service, session=session, participants=2, token=uuid4())
    with pytest.raises(errors.SessionCapacityExceeded):
        change(standing(session), 3)


def test_who_waits_goes_first():
    session = class_of(capacity=4)
    waiting = BookingFactory(service=session.service, session=session, status="waiting_list", total_participants=2)
    WaitingFactory(booking=waiting)
    with pytest.raises(errors.SessionCapacityExceeded):
        change(standing(session), 3)


def test_a_waiting_party_too_large_for_what_is_free_stops_nobody():
    session = class_of(capacity=4)
    waiting = BookingFactory(service=session.service, session=session, status="waiting_list", total_participants=3)
    WaitingFactory(booking=waiting)
    assert change(standing(session), 3).total_participants == 3


def test_a_request_that_takes_no_places_needs_them_all_the_same():
    session = class_of(capacity=3)
    standing(session)
    request = standing(session, 1, status="pending", takes_places=False)
    with pytest.raises(errors.SessionCapacityExceeded):
        change(request, 2)


def test_a_course_is_full_by_its_own_name():
    service = ServiceFactory(course=True, default_capacity=2, policy__max_participants=4)
    with pytest.raises(errors.ScheduleCapacityExceeded):
        change(BookingFactory(service=service, standing=True), 3)


def test_the_limit_is_the_one_of_the_bookings_own_copy(owner):
    session = class_of(policy={"max_participants": 2})
    booking = standing(session)
    session.service.policy.max_participants = 6
    session.service.policy.save()
    with pytest.raises(errors.TooManyParticipants):
        change(booking, 3)
    assert change(booking, 3, by=owner, flow_control=[FlowFlag.IGNORE_PARTICIPANTS_LIMIT]).total_participants == 3


def test_an_owner_may_override_what_is_full(owner):
    booking = standing(class_of(capacity=2))
    booking = change(booking, 3, by=owner, flow_control=[FlowFlag.SKIP_AVAILABILITY_VALIDATION])
    assert (booking.total_participants, booking.flow_control) == (3, ["skip_availability_validation"])


def test_customers_override_nothing():
    with pytest.raises(errors.UnauthorizedOperation):
        change(standing(class_of()), 3, flow_control=[FlowFlag.IGNORE_PARTICIPANTS_LIMIT])


def test_staff_needs_the_permission_to_book_and_another_to_give_back():
    user = UserFactory(staff=True)
    with pytest.raises(errors.UnauthorizedOperation):
        change(standing(class_of()), 3, by=Actor.owner(user))
    user = UserFactory(staff=True, permissions=["bookings.add_booking"])
    with pytest.raises(errors.UnauthorizedOperation):
        change(standing(class_of()), 1, by=Actor.owner(user), with_refund=True)
    assert Permission.objects.filter(user=user).count() == 1


def test_fewer_is_refused_where_the_customer_may_not_cancel(owner):
    booking = standing(class_of(policy={"customer_may_cancel": False}))
    with pytest.raises(errors.BookingPolicyViolation):
        change(booking, 1)
    assert change(booking, 1, by=owner).total_participants == 1


def test_nobody_joins_after_booking_has_closed(owner):
    session = class_of(policy={"latest_minutes": 60})
    booking, late = standing(session), session.starts_at - timedelta(minutes=59)
    with pytest.raises(errors.TooLateToBook):
        change(booking, 3, now=late)
    assert change(booking, 3, by=owner, now=late).total_participants == 3


def test_a_course_that_has_begun_is_joined_only_where_the_policy_says_so():
    policy = {"policy__max_participants": 4}
    closed = ServiceFactory(course=True, **policy)
    with pytest.raises(errors.AlreadyBegun):
        change(running := BookingFactory(service=closed, standing=True), 2, now=running.starts_at)
    still = BookingFactory(service=ServiceFactory(course=True, policy__book_after_start=True, **policy), standing=True)
    assert change(still, 2, now=still.starts_at).total_participants == 2


def test_the_same_number_changes_nothing():
    booking = change(standing(class_of()), 2)
    assert (booking.revision, booking.events.count(), booking.messages.count()) == (1, 0, 0)


def test_a_stale_form_is_told_so():
    with pytest.raises(errors.RevisionConflict):
        change(standing(class_of()), 3, revision=7)


@pytest.mark.parametrize("status", ["created", "waiting_list", "declined", "canceled"])
def test_only_what_stands_or_is_asked_for_changes(status):
    with pytest.raises(errors.InvalidMove):
        change(standing(class_of(), status=status, takes_places=False), 3)


def test_an_appointment_never_does():
    with pytest.raises(errors.InvalidMove):
        change(BookingFactory(confirmed=True), 2)


def test_who_was_too_many_is_not_any_more():
    session = class_of(capacity=3)
    first = standing(session)
    double = standing(session, double_booked=True)
    change(first, 1)
    double.refresh_from_db()
    assert double.double_booked is False


def test_one_that_shrinks_until_it_fits_loses_its_own_flag():
    session = class_of(capacity=3)
    standing(session)
    booking = change(standing(session, double_booked=True), 1)
    assert (booking.double_booked, booking.revision, booking.events.count()) == (False, 3, 2)
