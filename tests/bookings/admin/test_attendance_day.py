"""A day of appointments: who came; and the one press on a booking's own page."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from bookings.models import Attendance
from tests.bookings.sessions.making import a_class, booked
from tests.factories import (
    AttendanceFactory,
    BookingFactory,
    OccupancyFactory,
    OwnerFactory,
    ResourceFactory,
    UserFactory,
    hour,
    next_monday,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
DAY = reverse("admin:bookings_booking_attendance")


MONDAY = next_monday()  # on which the clock stands: seen from there, the factories' own Monday is a week later


def at(clock):
    return hour(clock, MONDAY)


def visit_at(start=None, confirmed=True, **kwargs):
    """At ten, confirmed."""
    return BookingFactory(starts_at=start or at("10:00"), confirmed=confirmed, **kwargs)


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(at("12:00"), tick=False):
        yield


@pytest.fixture
def desk(client, noon):
    client.force_login(OwnerFactory())
    return client


def expected(answer):
    return [row.booking for row in answer.context["rows"]]


def press(client, booking, status):
    return client.post(reverse("admin:bookings_booking_note", args=[booking.pk]), {"status": status}, follow=True)


def test_todays_appointments_in_the_order_of_time(desk):
    later, sooner = visit_at(at("15:00")), visit_at()
    visit_at(at("10:00") + timedelta(days=1))
    visit_at(confirmed=False, canceled=True)
    booked(a_class())
    assert expected(desk.get(DAY)) == [sooner, later]


def test_of_one_person_by_name_or_by_being_occupied(desk):
    anna = ResourceFactory(name="Anna")
    own, shared, _other = (visit_at(at(f"1{n}:00")) for n in range(3))
    for booking in (own, shared):
        OccupancyFactory(session=booking.session, resource=anna)
    assert expected(desk.get(DAY, {"person": anna.pk})) == [own, shared]


@pytest.mark.parametrize("asked", [{"day": "soon"}, {"day": "2026-02-31"}, {"day": "0001-01-01"}, {"person": "x"}, {}])
def test_nonsense_is_today_and_everybody(desk, asked):
    answer = desk.get(DAY, asked)
    assert (answer.status_code, answer.context["day"], answer.context["person"]) == (200, MONDAY, None)


def test_a_day_is_noted_and_shown_again(desk):
    visit = visit_at()
    here = f"{DAY}?day={MONDAY.isoformat()}&person="
    answer = desk.post(here, {f"status_{visit.pk}": "not_attended", f"seen_{visit.pk}": "not_set:0"})
    assert (answer.status_code, answer.url) == (302, here)
    assert Attendance.objects.values_list("booking", "session", "status").get() == (
        visit.pk,
        visit.session_id,
        "not_attended",
    )


def test_a_request_that_takes_no_time_is_on_it_and_not_noted(desk):
    request = visit_at(confirmed=False, pending=True)
    desk.post(DAY, {f"status_{request.pk}": "attended", f"seen_{request.pk}": "not_set:0"})
    assert (expected(desk.get(DAY)), Attendance.objects.count()) == ([request], 0)


def test_it_costs_the_same_however_many_come(desk, django_assert_num_queries):
    for clock in ("10:00", "11:00", "12:00"):
        AttendanceFactory(booking=visit_at(at(clock)))
        with django_assert_num_queries(8):
            desk.get(DAY)


def test_one_press_says_that_nobody_came(desk):
    visit = visit_at()
    page = press(desk, visit, "not_attended").content.decode()
    assert Attendance.objects.get().status == "not_attended"
    assert "10:00: did not come" in page


def test_a_press_that_is_refused_says_why(desk):
    visit = visit_at(at("10:00") + timedelta(days=1))
    assert "Who comes is noted from" in press(desk, visit, "not_attended").content.decode()
    assert Attendance.objects.count() == 0


def test_only_what_can_be_said_is_offered(desk):
    def offered(booking):
        answer = desk.get(reverse("admin:bookings_booking_change", args=[booking.pk]))
        return [value for value, _word in answer.context["answers"]]

    noted = AttendanceFactory(booking=visit_at()).booking
    tomorrow = visit_at(at("10:00") + timedelta(days=1))
    assert offered(visit_at(at("11:00"))) == ["not_attended", "attended"]
    assert offered(noted) == ["not_attended", "not_set"]
    assert (offered(tomorrow), offered(booked(a_class())), offered(visit_at(confirmed=False, canceled=True))) == (
        [],
        [],
        [],
    )


def test_a_press_needs_the_permission_and_a_post(client):
    visit = visit_at()
    client.force_login(UserFactory(staff=True, permissions=["bookings.view_booking"]))
    assert press(client, visit, "attended").status_code == 403
    client.force_login(OwnerFactory())
    assert client.get(reverse("admin:bookings_booking_note", args=[visit.pk])).status_code == 405
    assert press(client, visit_at(confirmed=False, pending=True), "attended").status_code == 404
