"""What is to come, what waits for an answer, what is past (journeys.md C11)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from bookings import links
from bookings.models import Contact
from tests.bookings.members.asking import signed_in
from tests.factories import BookingFactory, ContactFactory, ServiceFactory, hour

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def ada(client):
    return signed_in(client, ContactFactory(email="ada@example.com"))


def days(count):
    return timezone.now() + timedelta(days=count)


def booked(contact, start, **more):
    return BookingFactory(contact=contact, starts_at=start, **{"confirmed": True} | more)


def seen(response):
    mine = response.context["mine"]
    return [[row.url for row in rows] for rows in (mine.upcoming, mine.waiting, mine.past)]


def test_each_booking_stands_where_it_belongs(client, ada):
    late, soon = booked(ada, days(9)), booked(ada, days(2))
    asked = booked(ada, days(3), confirmed=False, pending=True)
    gone, off = booked(ada, days(-2)), booked(ada, days(5), confirmed=False, canceled=True)
    path = links.path
    assert seen(client.get("/my/")) == [[path(soon), path(late)], [path(asked)], [path(off), path(gone)]]


def test_a_row_says_when_where_and_how_it_stands(client, ada):
    service = ServiceFactory(name="First visit")
    booked(ada, hour("10:00"), service=service, location_text="Argumosa 14", resource_name="Olena")
    [row] = client.get("/my/").context["mine"].upcoming
    assert (row.title, row.clock, row.zone, row.length) == ("First visit", "10:00", "Madrid time", "60\u00a0min")
    assert (row.facts, row.mark, row.word) == (["With Olena", "Argumosa 14"], "ok", "Confirmed")
    assert (row.price, row.price_note) == ("€40.00", "€40.00 to pay")


@pytest.mark.parametrize(
    ("zone", "own"),
    [("America/New_York", "04:00 in New York"), ("UTC", "08:00 in UTC"), ("Europe/Paris", ""), (None, "")],
)
def test_a_row_says_when_it_is_for_the_member(client, zone, own):
    ada = signed_in(client, ContactFactory(time_zone=zone))
    booked(ada, datetime(2030, 7, 1, 10, tzinfo=ZoneInfo("Europe/Madrid")))
    [row] = client.get("/my/").context["mine"].upcoming
    assert (row.clock, row.own) == ("10:00", own)


def test_and_on_which_day_where_that_is_another(client):
    ada = signed_in(client, ContactFactory(time_zone="Pacific/Auckland"))
    booked(ada, datetime(2030, 7, 1, 18, tzinfo=ZoneInfo("Europe/Madrid")))
    assert "Tue 2\u00a0July\u00a02030, 04:00 in Auckland" in client.get("/my/").content.decode()


def test_it_shows_nobody_elses(client, ada):
    booked(ContactFactory(), days(2))
    assert client.get("/my/").context["mine"].is_empty


def test_what_was_passed_on_is_gone(client, ada):
    booked(ada, days(2), email="bob@example.com")
    assert client.get("/my/").context["mine"].is_empty


def test_an_empty_page_says_what_to_do(client, ada):
    response = client.get("/my/")
    assert response.content.decode().count("Find a time") == 1


def test_the_past_comes_in_pages_newest_first(client, ada):
    past = [booked(ada, days(-count), confirmed=False, canceled=True) for count in range(1, 22)]
    first, second = client.get("/my/"), client.get("/my/?page=2")
    assert seen(first)[2] == [links.path(each) for each in past[:20]]
    assert seen(second)[2] == [links.path(past[20])]
    assert (first.context["mine"].more, second.context["mine"].more) == (True, False)


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "1e9"])
def test_a_page_that_does_not_exist_is_no_fault(client, ada, page):
    assert client.get("/my/", {"page": page}).status_code == 200


@pytest.mark.parametrize("count", [1, 12])
def test_it_takes_as_many_questions_however_much_there_is(client, ada, count, django_assert_num_queries):
    Contact.objects.update(time_zone="Asia/Tokyo")
    for number in range(count):
        booked(ada, days(number + 1))
        booked(ada, days(-number - 1), confirmed=False, canceled=True)
    with django_assert_num_queries(6):  # one of them asks for plans
        client.get("/my/")
