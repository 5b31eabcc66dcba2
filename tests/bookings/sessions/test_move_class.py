"""move_session: a class gets another time, other people, another place (domain.md section 3)."""

from datetime import UTC, timedelta

import pytest

from bookings import errors
from bookings.actors import Actor
from bookings.models import Hold, Message, Occupancy
from bookings.sessions import move_session
from tests.bookings.making import book
from tests.bookings.sessions.making import a_class, booked, now, owner
from tests.factories import (
    HoldFactory,
    LocationFactory,
    PolicyFactory,
    ResourceFactory,
    ServiceFactory,
    UserFactory,
    hour,
)

pytestmark = pytest.mark.django_db


def test_a_new_time_is_the_bookings_too_with_its_cutoffs_and_reminder():
    policy = PolicyFactory(customer_may_cancel=True, cancel_cutoff_minutes=60)
    session = a_class(policy=policy)
    booking = booked(session)
    move_session(session, start=hour("12:00"), by=owner(), now=now())
    booking.refresh_from_db()
    assert (booking.starts_at, booking.ends_at) == (hour("12:00"), hour("13:00"))
    assert booking.cancel_until == hour("11:00")
    assert booking.messages.get(kind="reminder", state="planned").for_start == hour("12:00")


def test_each_booking_gets_one_event_and_one_message_with_the_old_start():
    session = a_class()
    bookings = [booked(session), booked(session)]
    move_session(session, start=hour("12:00"), by=owner(), now=now(), words="Sorry.")
    for booking in bookings:
        event = booking.events.get()
        assert (event.kind, event.revision) == ("rescheduled", 2)
        facts = booking.messages.get(kind="rescheduled").facts
        assert facts == {"previous_start": hour("10:00").astimezone(UTC).isoformat(), "words": "Sorry."}


def test_a_reminder_of_the_old_time_is_not_sent():
    session = a_class()
    booking = booked(session)
    move_session(session, start=hour("12:00"), by=owner(), now=now())
    move_session(session, start=hour("13:00"), by=owner(), now=now())
    states = booking.messages.filter(kind="reminder").order_by("pk").values_list("for_start", "state")
    assert list(states) == [(hour("12:00"), "dropped"), (hour("13:00"), "planned")]


def test_nobody_is_told_where_the_owner_says_so():
    session = a_class()
    booked(session)
    move_session(session, start=hour("12:00"), by=owner(), now=now(), notify=False)
    assert not Message.objects.filter(kind="rescheduled").exists()


def test_the_old_time_is_free_and_the_new_one_taken():
    anna = ResourceFactory()
    session = a_class(people=[anna])
    move_session(session, start=hour("12:00"), by=owner(), now=now())
    row = Occupancy.objects.get()
    assert (row.busy_from, row.busy_until, row.resource) == (hour("12:00"), hour("13:00"), anna)


def test_it_may_overlap_its_own_old_time():
    session = a_class(people=[ResourceFactory()])
    move_session(session, start=hour("10:30"), end=hour("11:15"), by=owner(), now=now())
    row = Occupancy.objects.get()
    assert (row.busy_from, row.busy_until) == (hour("10:30"), hour("11:15"))


def test_whom_it_would_take_from_others_is_named_and_nothing_changes():
    anna = ResourceFactory(name="Anna")
    book(ServiceFactory(groups=[[anna]]), hour("12:00"))
    session = a_class(people=[anna])
    with pytest.raises(errors.SlotNotAvailable, match=r"^Anna is busy then\.$"):
        move_session(session, start=hour("12:00"), by=owner(), now=now())
    session.refresh_from_db()
    assert (session.starts_at, session.edited) == (hour("10:00"), False)


def test_an_owner_who_overrides_has_it_marked():
    anna = ResourceFactory()
    book(ServiceFactory(groups=[[anna]]), hour("12:00"))
    session = a_class(people=[anna])
    move_session(session, start=hour("12:00"), by=owner(), now=now(), override=True)
    assert session.occupancies.get().mark == "overridden"


def test_who_was_double_booked_there_stands_alone_once_it_has_moved_away():
    anna = ResourceFactory()
    appointment = book(ServiceFactory(groups=[[anna]]), hour("12:00"))
    session = a_class(people=[anna])
    move_session(session, start=hour("12:00"), by=owner(), now=now(), override=True)
    move_session(session, start=hour("14:00"), by=owner(), now=now())
    assert {row.mark for row in Occupancy.objects.all()} == {""}
    assert appointment.session.occupancies.count() == 1


def test_another_teacher_is_told_and_stands_in_the_bookings():
    anna, bea = ResourceFactory(name="Anna"), ResourceFactory(name="Bea")
    session = a_class(people=[anna])
    booking = booked(session)
    move_session(session, resources=[bea], by=owner(), now=now())
    booking.refresh_from_db()
    assert (booking.resource, booking.resource_name) == (bea, "Bea")
    assert "it is given by Bea." in booking.messages.get(kind="rescheduled").facts["changed"]
    assert not booking.messages.filter(kind="reminder").exists()


def test_another_room_is_nobodys_news():
    anna, room = ResourceFactory(), ResourceFactory(kind="room")
    session = a_class(people=[anna])
    booking = booked(session)
    move_session(session, resources=[anna, room], by=owner(), now=now())
    assert session.occupancies.count() == 2
    assert not booking.events.exists()


def test_another_place_is_told():
    session, booking = (session := a_class()), booked(session)
    there = LocationFactory(name="Harbour", address="Quay 4")
    move_session(session, location=there, by=owner(), now=now())
    booking.refresh_from_db()
    assert (booking.location, booking.location_text) == (there, "Harbour, Quay 4")
    assert "it takes place here: Harbour, Quay 4." in booking.messages.get().facts["changed"]


def test_who_waits_is_told_of_the_class_that_has_moved():
    session = a_class()
    waiting = booked(session, status="waiting_list")
    move_session(session, start=hour("12:00"), by=owner(), now=now())
    assert waiting.messages.get().facts["changed"] == "The class that you are waiting for has a new time."


def test_who_is_paying_is_moved_along_and_not_written_to():
    session = a_class()
    paying = booked(session, status="created")
    HoldFactory(service=session.service, session=session, booking=paying)
    move_session(session, start=hour("12:00"), by=owner(), now=now())
    paying.refresh_from_db()
    assert (paying.starts_at, paying.hold.starts_at) == (hour("12:00"), hour("12:00"))
    assert not paying.messages.exists()


def test_who_has_picked_the_old_time_picks_anew():
    session = a_class()
    HoldFactory(service=session.service, session=session)
    move_session(session, start=hour("12:00"), by=owner(), now=now())
    assert not Hold.objects.exists()


def test_a_request_must_be_answered_before_the_new_start():
    session = a_class(start=hour("15:00"))
    request = booked(session, status="pending", answer_by=hour("14:00"))
    move_session(session, start=hour("12:00"), by=owner(), now=now())
    request.refresh_from_db()
    assert request.answer_by == hour("12:00")


def test_it_does_not_move_into_the_past():
    with pytest.raises(errors.InvalidRequest, match="has passed"):
        move_session(a_class(), start=now() - timedelta(hours=1), by=owner(), now=now())


def test_it_is_an_exception_from_now_on():
    assert move_session(a_class(), start=hour("12:00"), by=owner(), now=now()).edited


def test_one_that_is_called_off_is_not_moved():
    session = a_class()
    session.called_off_at = now()
    session.save()
    with pytest.raises(errors.SessionNotFound):
        move_session(session, start=hour("12:00"), by=owner(), now=now())


def test_an_appointment_is_moved_by_another_verb():
    booking = book(ServiceFactory(), hour("10:00"))
    with pytest.raises(errors.InvalidRequest):
        move_session(booking.session, start=hour("12:00"), by=owner(), now=now())


@pytest.mark.parametrize("granted", [[], ["bookings.change_session"]])
def test_overriding_and_moving_have_their_permissions(granted):
    user = UserFactory(permissions=granted)
    with pytest.raises(errors.UnauthorizedOperation):
        move_session(a_class(), start=hour("12:00"), by=Actor.owner(user), now=now(), override=bool(granted))
