"""A course in a calendar: an entry for each of its dates, published, since an invitation is for one."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from bookings import calendars
from tests.factories import BookingFactory, LocationFactory, ServiceFactory, SessionFactory, hour

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def course():
    service = ServiceFactory(course=True)
    dates = [SessionFactory(service=service, starts_at=hour("18:00") + timedelta(weeks=week)) for week in range(3)]
    times = {"starts_at": dates[0].starts_at, "ends_at": dates[-1].ends_at}
    return BookingFactory(service=service, standing=True, **times), dates


def read(booking, method="REQUEST"):
    calendar = Calendar.from_ical(calendars.ics(booking, method=method))
    return calendar["METHOD"], calendar.walk("VEVENT")


def test_each_date_is_an_entry_of_its_own(course):
    booking, dates = course
    method, entries = read(booking)
    assert (method, [entry.decoded("DTSTART") for entry in entries]) == ("PUBLISH", [each.starts_at for each in dates])
    assert len({entry["UID"] for entry in entries}) == 3


def test_a_date_that_was_called_off_goes_from_the_calendar(course):
    booking, dates = course
    dates[1].called_off_at = timezone.now()
    dates[1].save()
    assert [entry["STATUS"] for entry in read(booking)[1]] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]


def test_one_that_has_ended_goes_as_a_whole(course):
    booking, _dates = course
    booking.status = "canceled"
    method, entries = read(booking, "CANCEL")
    assert (method, {entry["STATUS"] for entry in entries}) == ("PUBLISH", {"CANCELLED"})


def test_the_google_link_is_for_the_first_date(course):
    booking, dates = course
    assert f"{dates[0].ends_at.astimezone(hour('10:00').tzinfo):%Y%m%d}" in calendars.google_link(booking)


def test_a_course_that_lost_its_dates_has_one_entry(course):
    booking, dates = course
    for each in dates:
        each.delete()
    assert [entry["UID"] for entry in read(booking)[1]] == [f"{booking.uuid}@daybook"]


def test_a_date_elsewhere_says_where(course):
    booking, dates = course
    dates[1].location = LocationFactory(name="Garden", address="Calle Mayor 1")
    dates[1].save()
    assert [entry.get("LOCATION", "") for entry in read(booking)[1]] == ["", "Garden, Calle Mayor 1", ""]
