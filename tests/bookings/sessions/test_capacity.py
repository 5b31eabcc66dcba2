"""set_capacity: more places clear who was too many and serve who waits; fewer leave everybody (S26, O7)."""

from datetime import timedelta

import pytest

from bookings import errors
from bookings.actors import Actor
from bookings.models import Offer
from bookings.sessions import set_capacity, too_many
from tests.bookings.sessions.making import a_class, a_course, booked, now, owner
from tests.factories import UserFactory, WaitingFactory, hour

pytestmark = pytest.mark.django_db
NOON = hour("12:00") - timedelta(days=2)  # nobody is asked at night


def full_class(people=8, **kwargs):
    session = a_class(**kwargs)
    booked(session, total_participants=people)
    return session


def test_who_stands_stays_when_the_places_become_fewer():
    places = set_capacity(full_class(), 6, by=owner(), now=now())
    assert (places.capacity, places.taken, places.free, too_many(places)) == (6, 8, 0, 2)


def test_it_is_an_exception_of_its_rule_from_now_on():
    session = a_class()
    set_capacity(session, 9, by=owner(), now=now())
    session.refresh_from_db()
    assert (session.capacity, session.edited) == (9, True)


def test_a_course_has_its_places_as_a_whole():
    first, *_others = a_course()
    booked(first)
    places = set_capacity(first.schedule, 30, by=owner(), now=now())
    first.schedule.refresh_from_db()
    assert (first.schedule.capacity, places.free) == (30, 29)


def test_who_was_one_too_many_is_not_any_more():
    session = full_class()
    doubled = booked(session, double_booked=True)
    set_capacity(session, 9, by=owner(), now=now())
    doubled.refresh_from_db()
    assert not doubled.double_booked


def test_who_waits_is_offered_the_new_place():
    session = full_class(policy__waitlist=True)
    waiting = booked(session, status="waiting_list", total_participants=2)
    WaitingFactory(booking=waiting)
    set_capacity(session, 10, by=owner(), now=NOON)
    assert Offer.objects.get(state="running").booking == waiting


@pytest.mark.parametrize("wrong", [0, -1])
def test_there_is_at_least_one_place(wrong):
    with pytest.raises(errors.InvalidRequest):
        set_capacity(a_class(), wrong, by=owner(), now=now())


def test_one_that_is_called_off_has_no_places():
    session = a_class()
    session.called_off_at = now()
    session.save()
    with pytest.raises(errors.SessionNotFound):
        set_capacity(session, 9, by=owner(), now=now())


def test_it_needs_its_permission():
    with pytest.raises(errors.UnauthorizedOperation):
        set_capacity(a_class(), 9, by=Actor.owner(UserFactory()), now=now())
