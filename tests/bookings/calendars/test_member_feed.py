"""A member's own bookings as a calendar (domain.md sections 3 and 9)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import links
from bookings.calendars.members import contact_calendar
from bookings.states import Status
from tests.bookings.calendars.asking import ask, course_of, feed_of, titles
from tests.bookings.calendars.reading import events, spans
from tests.factories import BookingFactory, ContactFactory, ServiceFactory, hour

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def ada():
    return ContactFactory(email="Ada@example.com")


def test_each_booking_has_the_link_to_its_own_page(client, ada):
    booking = BookingFactory(contact=ada, email="ada@example.com", confirmed=True)
    content = ask(client, feed_of(contact=ada)).content
    [event] = events(content)
    assert (event.url.value, event.uid.value) == (links.url(booking), f"{booking.uuid}@daybook")
    assert spans(content) == [(booking.starts_at, booking.ends_at)]


def test_what_was_booked_with_another_address_is_not_there(client, ada):
    BookingFactory(contact=ada, email="somebody@example.com", confirmed=True)
    BookingFactory(confirmed=True)
    assert titles(ask(client, feed_of(contact=ada))) == []


@pytest.mark.parametrize(
    ("status", "count"),
    [(Status.PENDING, 1), (Status.CREATED, 0), (Status.WAITING_LIST, 0), (Status.DECLINED, 0), (Status.CANCELED, 0)],
)
def test_only_what_stands_or_was_asked_for_is_there(client, ada, status, count):
    BookingFactory(contact=ada, status=status)
    assert len(titles(ask(client, feed_of(contact=ada)))) == count


def test_a_course_is_there_with_the_dates_that_take_place(client, ada):
    pottery = ServiceFactory(name="Pottery", course=True)
    dates, times = course_of(pottery)
    BookingFactory(service=pottery, contact=ada, standing=True, **times)
    content = ask(client, feed_of(contact=ada)).content
    assert [start for start, _end in spans(content)] == [date.starts_at for date in dates]


def test_all_to_come_go_into_one_file(ada):
    now = timezone.now()
    for start in (now - timedelta(days=2), now + timedelta(days=2), now + timedelta(days=700)):
        BookingFactory(contact=ada, starts_at=start, status=Status.PENDING)
    assert len(events(contact_calendar(ada, now))) == 2


@pytest.mark.parametrize("bookings", [1, 8])
def test_it_takes_four_questions(client, ada, bookings, django_assert_num_queries):
    for number in range(bookings):
        pottery = ServiceFactory(course=True)
        _dates, times = course_of(pottery)
        BookingFactory(service=pottery, contact=ada, standing=True, **times)
        BookingFactory(contact=ada, confirmed=True, starts_at=hour("09:00") + timedelta(days=number))
    feed = feed_of(contact=ada)
    with django_assert_num_queries(4):
        ask(client, feed)
