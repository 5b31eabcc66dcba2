"""add_session: a date by hand, in a class or a course."""

from datetime import timedelta

import pytest

from bookings import errors
from bookings.actors import Actor
from bookings.models import Session
from bookings.sessions import add_session
from tests.bookings.making import book
from tests.bookings.sessions.making import a_course, booked, now, owner
from tests.factories import ResourceFactory, ServiceFactory, UserFactory, hour, next_monday

pytestmark = pytest.mark.django_db


def test_what_is_not_said_is_its_services_own():
    service = ServiceFactory(of_class=True, default_capacity=12, duration_minutes=90)
    session = add_session(service, start=hour("18:00"), by=owner(), now=now())
    assert (session.kind, session.title, session.capacity) == ("class", service.name, 12)
    assert (session.ends_at, session.schedule, session.rule) == (hour("19:30"), service.schedule, None)


def test_its_people_are_taken_with_the_services_buffers():
    service = ServiceFactory(of_class=True, buffer_after_minutes=15)
    session = add_session(service, start=hour("18:00"), resources=[ResourceFactory()], by=owner(), now=now())
    row = session.occupancies.get()
    assert (row.busy_from, row.busy_until) == (hour("18:00"), hour("19:15"))


def test_who_is_busy_is_named_and_no_date_is_made():
    anna, bea = ResourceFactory(name="Anna"), ResourceFactory(name="Bea")
    for person in (anna, bea):
        book(ServiceFactory(groups=[[person]]), hour("12:00"))
    with pytest.raises(errors.SlotNotAvailable, match=r"^Anna and Bea are busy then\.$"):
        add_session(ServiceFactory(of_class=True), start=hour("12:00"), resources=[anna, bea], by=owner(), now=now())
    assert not Session.objects.filter(kind="class").exists()


def test_a_form_sent_twice_makes_one_date():
    service = ServiceFactory(of_class=True)
    add_session(service, start=hour("18:00"), by=owner(), now=now())
    with pytest.raises(errors.InvalidRequest, match="There is a date at this time already"):
        add_session(service, start=hour("18:00"), by=owner(), now=now())
    assert service.sessions.count() == 1


def test_a_course_is_told_of_another_date_and_ends_with_it():
    first, *_others = a_course()
    booking = booked(first)
    end = hour("10:00", next_monday() + timedelta(days=7))
    add_session(first.service, start=end, by=owner(), now=now())
    booking.refresh_from_db()
    assert (booking.starts_at, booking.ends_at) == (first.starts_at, end + timedelta(hours=1))
    assert booking.messages.get().facts["changed"].startswith("This course has another date: ")


@pytest.mark.parametrize("late", [timedelta(0), timedelta(days=1)])
def test_a_date_lies_ahead(late):
    at = now()
    with pytest.raises(errors.InvalidRequest):
        add_session(ServiceFactory(of_class=True), start=at - late, by=owner(), now=at)


def test_it_needs_its_permission():
    with pytest.raises(errors.UnauthorizedOperation):
        add_session(ServiceFactory(of_class=True), start=hour("18:00"), by=Actor.owner(UserFactory()), now=now())
