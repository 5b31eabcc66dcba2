"""The demo's classes and its course: nearly full, full with people waiting, prices for adults and children."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings.classes import read_sessions
from bookings.courses import read_course
from bookings.models import Alert, Booking, Occupancy, Session, Waiting
from bookings.states import Status
from services.models import Business, Service

pytestmark = pytest.mark.django_db


def coming(slug):
    now = timezone.now()
    service = Service.objects.select_related("policy").get(slug=slug)
    return read_sessions(service, now, now + timedelta(days=14), now=now, business=Business.objects.current())


def test_one_class_has_a_single_place_left(demo):
    assert 1 in [session.places.open for session in coming("evening-yoga")]


def test_one_class_is_full_and_three_people_wait_in_line(demo):
    assert (0, 3) in [(session.places.open, session.waiting) for session in coming("pilates-on-the-mat")]
    waiting = Waiting.objects.order_by("rank")
    assert [each.booking.status for each in waiting] == [Status.WAITING_LIST] * 3
    assert [each.joined_at for each in waiting] == sorted(each.joined_at for each in waiting)


def test_nobody_is_twice_in_one_class(demo):
    booked = list(Booking.objects.filter(kind="class").values_list("session", "email"))

    assert len(booked) == len(set(booked))


def test_there_is_a_class_for_adults_and_children_at_their_own_prices(demo):
    service = Service.objects.get(rate="varied")
    booking = service.bookings.filter(status=Status.CONFIRMED).first()

    assert [(each.name, int(each.price)) for each in service.variants.all()] == [("Adult", 14), ("Child, 6 to 13", 8)]
    assert booking.price == sum(each.price * each.participants for each in booking.choices.all())


def test_the_course_has_twelve_dates_to_come_and_people_in_it(demo):
    course = Service.objects.get(kind="course")

    assert len(read_course(course).coming(timezone.now())) == 12
    assert course.bookings.filter(status=Status.CONFIRMED).count() == 7


def test_classes_reach_the_horizon_and_no_date_is_missing(demo):
    last = Session.objects.filter(kind="class").latest("starts_at")

    assert timezone.now() + timedelta(days=170) < last.starts_at < timezone.now() + timedelta(days=180)
    assert not Alert.objects.filter(kind="timetable").exists()


def test_classes_and_appointments_share_people_and_a_room(demo):
    kinds = Occupancy.objects.filter(session__kind__in=["appointment", "class"]).values_list(
        "resource__name", "session__kind"
    )
    shared = {name for name, kind in kinds if kind == "class"} & {
        name for name, kind in kinds if kind == "appointment"
    }

    assert shared >= {"Lucía Ferrer", "Room 1"}
