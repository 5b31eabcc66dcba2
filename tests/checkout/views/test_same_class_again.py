"""The same person, the same class, twice: asked, and allowed (journeys.md S35)."""

import pytest
from django.test import Client

from bookings import links
from bookings.models import Booking
from tests.bookings.classes.evening import course, evening, yoga
from tests.checkout.views.test_class_booking import pick
from tests.checkout.walk import filled, words
from tests.factories import BookingFactory

pytestmark = pytest.mark.django_db
ASKED = "You have booked this already"


@pytest.fixture(autouse=True)
def committed(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        yield


def booked(client, service, *sessions, **party):
    client.post(pick(client, service, *sessions, **party), filled())
    Booking.objects.filter(status="created").update(status="confirmed", takes_places=True)
    return Booking.objects.first()


@pytest.fixture
def service():
    return yoga()


def test_the_second_time_it_is_asked_with_a_link_to_the_first(client, service):
    session = evening(service)
    first = booked(client, service, session)
    page = client.get(pick(client, service, session))
    assert ASKED in words(page)
    assert links.path(first) in words(page)


def test_without_the_tick_nothing_is_booked_and_all_is_still_there(client, service):
    session = evening(service)
    booked(client, service, session)
    response = client.post(pick(client, service, session), filled())
    assert (response.status_code, Booking.objects.count()) == (422, 1)
    assert response.context["form"].errors["again"] == [
        "Tick this if you want another booking beside the one you have."
    ]
    assert 'value="Ada Lovelace"' in words(response)


def test_with_the_tick_it_is_booked_again(client, service):
    session = evening(service)
    booked(client, service, session)
    url = pick(client, service, session)
    first, again = (client.post(url, filled(again="on")) for _ in range(2))
    assert (first.status_code, again.url, Booking.objects.count()) == (303, first.url, 2)


def test_among_several_dates_the_one_that_was_booked_is_found(client, service):
    one, two, three = (evening(service, week) for week in range(3))
    booked(client, service, one, two)
    assert ASKED in words(client.get(pick(client, service, two, three)))
    assert ASKED not in words(client.get(pick(client, service, three)))


def test_a_course_is_asked_about_too(client):
    service = course()
    address = f"/services/{service.slug}/hold/"
    client.post(client.post(address, {"course": "1"}).url, filled())
    Booking.objects.update(status="confirmed", takes_places=True)
    assert ASKED in words(client.get(client.post(address, {"course": "1"}).url))


def test_one_that_was_canceled_is_not_asked_about(client, service):
    session = evening(service)
    booked(client, service, session)
    Booking.objects.update(status="canceled", takes_places=False)
    assert ASKED not in words(client.get(pick(client, service, session)))


def test_an_address_alone_tells_nobody_who_comes(service):
    session = evening(service)
    BookingFactory(standing=True, service=service, session=session, email="ada@example.com")
    stranger = Client()
    response = stranger.post(pick(stranger, service, session), filled(email="ada@example.com"))
    assert (response.status_code, Booking.objects.count()) == (303, 2)
