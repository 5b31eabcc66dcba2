"""What occupies a person or room, as the business's own calendars show it (domain.md section 2)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings.models import SessionKind
from bookings.states import Status
from services.models import LocationType
from tests.bookings.calendars.asking import ask, class_of, course_of, feed_of, titles
from tests.bookings.calendars.reading import events, spans
from tests.factories import (
    BookingFactory,
    HoursExceptionFactory,
    LocationFactory,
    ResourceFactory,
    ServiceFactory,
    SessionFactory,
    hour,
    next_monday,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def anna():
    return ResourceFactory(name="Anna")


@pytest.fixture
def massage(anna):
    return ServiceFactory(name="Massage", groups=[[anna]])


def seen(client, resource):
    return events(ask(client, feed_of(resource)).content)


def test_an_appointment_is_its_own_time_and_who_comes_by_first_name(client, anna, massage, settings):
    booking = BookingFactory(service=massage, confirmed=True)
    response = ask(client, feed_of(anna))
    [event] = events(response.content)
    assert (event.summary.value, event.status.value) == ("Massage: Ada", "CONFIRMED")
    assert spans(response.content) == [(booking.starts_at, booking.ends_at)]
    assert event.url.value == f"{settings.SITE_URL}/admin/bookings/booking/{booking.pk}/change/"
    assert event.description.value == f"Booking code: {booking.code}\n{event.url.value}"


def test_nothing_else_of_a_customer_leaves_the_house(client, anna, massage):
    booking = BookingFactory(service=massage, confirmed=True, answers=[{"label": "Allergies", "answer": "nuts"}])
    content = ask(client, feed_of(anna)).content.decode()
    assert [word for word in (booking.email, "12025550123", "Example", "nuts") if word in content] == []


def test_the_address_of_a_visit_stays_in_the_booking(client, anna):
    service = ServiceFactory(name="Massage", groups=[[anna]], location_type=LocationType.CUSTOM)
    booking = BookingFactory(service=service, confirmed=True, location_text="Rue Secrète 5")
    content = ask(client, feed_of(anna)).content
    [event] = events(content)
    assert ("Secr" in content.decode(), "location" in event.contents) == (False, False)
    assert event.description.value == (
        f"At the customer's place: the address is in the booking\nBooking code: {booking.code}\n{event.url.value}"
    )


def test_where_the_business_is_is_said(client, anna, massage):
    BookingFactory(service=massage, confirmed=True, location_text="North, High Street 1")
    assert seen(client, anna)[0].location.value == "North, High Street 1"


def test_a_request_is_tentative_even_without_a_time_of_its_own(client, anna, massage):
    BookingFactory(service=massage, pending=True)
    [event] = seen(client, anna)
    assert (event.summary.value, event.status.value) == ("Massage: Ada", "TENTATIVE")
    assert event.description.value.startswith("Asked for, not confirmed yet\n")


@pytest.mark.parametrize("status", [Status.CREATED, Status.DECLINED, Status.CANCELED])
def test_what_does_not_stand_is_not_there(client, anna, massage, status):
    BookingFactory(service=massage, status=status)
    assert seen(client, anna) == []


def test_a_request_that_is_confirmed_stays_the_same_entry(client, anna, massage):
    booking = BookingFactory(service=massage, pending=True)
    feed = feed_of(anna)
    [before] = events(ask(client, feed).content)
    booking.session = SessionFactory(service=massage, people=[anna])
    booking.status, booking.takes_places = Status.CONFIRMED, True
    booking.save()
    [after] = events(ask(client, feed).content)
    assert (before.uid.value, after.status.value) == (after.uid.value, "CONFIRMED")


def test_a_class_says_how_many_come(client, anna):
    yoga = ServiceFactory(name="Yoga", of_class=True)
    class_of(yoga, anna, taken=7)
    assert [event.summary.value for event in seen(client, anna)] == ["Yoga: 7 of 12 places"]


def test_a_course_is_there_with_each_date_and_its_people(client, anna):
    pottery = ServiceFactory(name="Pottery", course=True)
    _dates, times = course_of(pottery, anna)
    BookingFactory(service=pottery, standing=True, total_participants=2, **times)
    assert titles(ask(client, feed_of(anna))) == ["Pottery: 2 people"] * 3


def test_a_room_has_its_own(client, anna):
    room = ResourceFactory(room=True)
    yoga = ServiceFactory(name="Yoga", of_class=True)
    class_of(yoga, anna, room)
    class_of(yoga, anna, clock="20:00")
    assert len(seen(client, room)) == 1


def test_it_is_written_in_the_zone_of_its_place(client, anna, massage):
    yoga = ServiceFactory(of_class=True)
    class_of(yoga, anna, location=LocationFactory(time_zone="Atlantic/Canary"))
    [event] = seen(client, anna)
    assert event.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Atlantic/Canary"]


def test_time_off_is_there_and_days_off_are_days(client, anna):
    SessionFactory(kind=SessionKind.TIME_OFF, service=None, schedule=anna.schedule, title="Dentist", people=[anna])
    HoursExceptionFactory(schedule=anna.schedule, last_on=next_monday() + timedelta(days=4), reason="Holiday")
    time_off, day_off = seen(client, anna)
    assert (time_off.summary.value, day_off.summary.value) == ("Dentist", "Closed: Holiday")
    assert (day_off.dtstart.value, day_off.dtend.value) == (next_monday(), next_monday() + timedelta(days=5))


def test_what_lies_further_back_than_a_month_is_left_out(client, anna, massage):
    today = timezone.now().date()
    for days in (29, 32):
        BookingFactory(service=massage, confirmed=True, starts_at=hour("10:00", today - timedelta(days=days)))
    assert len(seen(client, anna)) == 1


def test_double_booked_is_said(client, anna, massage):
    BookingFactory(service=massage, confirmed=True, double_booked=True)
    assert "Double booked" in seen(client, anna)[0].description.value.splitlines()
