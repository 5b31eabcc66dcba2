"""The page of a booking of a course or class: its dates, with whom, and places rather than a time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import links
from bookings.lifecycle import cancel_booking
from tests.bookings.lifecycle.parties import class_of, standing
from tests.bookings.making import VISITOR
from tests.factories import BookingFactory, ServiceFactory, SessionFactory, hour

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def course():
    service = ServiceFactory(course=True, name="Pottery")
    for week in range(3):
        last = SessionFactory(service=service, starts_at=hour("18:00") + timedelta(weeks=week))
    times = {"starts_at": hour("18:00"), "ends_at": last.ends_at}
    return BookingFactory(service=service, standing=True, resource_name="Inés", **times)


def text(response):
    return response.content.decode().replace("\u00a0", " ")


def test_a_course_is_said_in_dates_not_in_minutes(client, course):
    page = client.get(links.path(course))
    assert page.context["lead"].startswith("Pottery, 3 dates with Inés. Madrid time")
    assert dict(page.context["ticket"]["facts"])["What"] == "Pottery, 3 dates"
    assert len(page.context["dates"]) == 3


def test_dates_that_are_over_say_so(client, course):
    past = SessionFactory(service=course.service, starts_at=timezone.now() - timedelta(days=3))
    over = [date.over for date in client.get(links.path(course)).context["dates"]]
    assert (past.ends_at < timezone.now(), over) == (True, [True, False, False, False])


def test_a_class_frees_places_and_no_time(client):
    session = class_of()
    booking = standing(session, cancel_until=session.starts_at)
    offer = client.get(links.path(booking)).context["cancel"]
    assert offer.sentence == "Canceling costs nothing. Your places open to others at once."
    cancel_booking(booking, by=VISITOR, now=timezone.now())
    assert client.get(links.path(booking)).context["head"].sentence == (
        "You canceled this booking. The places are free for others."
    )
