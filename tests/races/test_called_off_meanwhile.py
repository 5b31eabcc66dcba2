"""A class is called off while others pay, move and call off: one decision stands, and everybody ends once."""

from collections import Counter

import pytest
from django.utils import timezone

from bookings import errors
from bookings.actors import Actor
from bookings.lifecycle import confirm_or_decline_booking
from bookings.models import Booking, Message, Occupancy, Session
from bookings.sessions import call_off_session, move_session
from bookings.tasks import call_off, finish_calling_off
from tests.bookings.sessions.making import a_class, booked, owner
from tests.factories import ResourceFactory, hour
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def off(session, by):
    return call_off_session(session, refund=True, by=by, now=timezone.now())


def confirm(booking):
    return confirm_or_decline_booking(booking, by=Actor.system(), now=timezone.now(), payment_status="paid")


def test_two_owners_call_it_off_at_once_and_one_of_them_decides():
    session, by = a_class(), owner()
    results = together([lambda: off(session, by) for _ in range(4)])
    assert Counter(type(result) for result in results) == {Session: 1, errors.SessionNotFound: 3}


def test_nobody_stands_who_was_paying_meanwhile():
    session, by = a_class(), owner()
    paying = [booked(session, status="created") for _ in range(6)]
    results = together([lambda: off(session, by), *(lambda each=each: confirm(each) for each in paying)])
    assert not [result for result in results if isinstance(result, Exception)]
    finish_calling_off()
    assert not Booking.objects.exclude(status__in=["declined", "canceled"]).exists()
    assert not Booking.objects.filter(double_booked=True).exists()
    assert not Booking.objects.filter(amount_retained__gt=0).exists()


def test_four_workers_end_each_booking_once():
    session, by = a_class(), owner()
    bookings = [booked(session) for _ in range(8)]
    off(session, by)
    together([lambda: call_off(session.pk), lambda: call_off(session.pk), finish_calling_off, finish_calling_off])
    for booking in bookings:
        assert booking.events.filter(kind="canceled").count() == 1
    assert Message.objects.filter(kind="called_off").count() == 8


def test_two_classes_go_to_the_same_teacher_at_the_same_time_and_one_gets_there():
    anna, by = ResourceFactory(), owner()
    classes = [a_class(start=hour(clock)) for clock in ("09:00", "15:00")]
    to_anna = {"start": hour("12:00"), "resources": [anna], "by": by, "now": timezone.now()}
    results = together([lambda each=each: move_session(each, **to_anna) for each in classes])
    assert Counter(type(result) for result in results) == {Session: 1, errors.SlotNotAvailable: 1}
    assert Occupancy.objects.filter(resource=anna).count() == 1


def test_two_classes_that_change_places_wait_for_each_other_and_never_for_good():
    anna, bea, by = ResourceFactory(), ResourceFactory(), owner()
    classes = [a_class(people=[anna]), a_class(people=[bea], start=hour("12:00"))]
    moves = [
        lambda: move_session(classes[0], start=hour("14:00"), resources=[bea], by=by, now=timezone.now()),
        lambda: move_session(classes[1], start=hour("16:00"), resources=[anna], by=by, now=timezone.now()),
    ]
    assert [type(result) for result in together(moves)] == [Session, Session]
