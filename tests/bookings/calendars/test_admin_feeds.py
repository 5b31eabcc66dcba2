"""The owner's page of calendar addresses: whose each is, and how it ends."""

import pytest
from django.urls import reverse

from bookings import feeds
from bookings.models import CalendarFeed
from tests.bookings.calendars.asking import feed_of, path_of
from tests.factories import OwnerFactory, ResourceFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
LIST = reverse("admin:bookings_calendarfeed_changelist")


@pytest.fixture
def anna():
    return ResourceFactory(name="Anna", user=UserFactory(staff=True))


def address(resource):
    return reverse("admin:bookings_calendarfeed_address", args=[resource.pk])


def as_(client, user):
    client.force_login(user)
    return client


@pytest.fixture
def desk(client):
    return as_(client, OwnerFactory())


def names(response):
    return [row["resource"].name for row in response.context["rows"]]


def test_an_owner_sees_every_person_and_room_that_is_active(desk, anna):
    ResourceFactory(name="Big room", room=True)
    ResourceFactory(name="Gone", active=False)
    assert names(desk.get(LIST)) == ["Anna", "Big room"]


def test_looking_makes_no_address(desk, anna):
    desk.get(LIST)
    desk.get(address(anna))
    assert not CalendarFeed.objects.exists()


def test_an_address_is_made_when_asked_for_and_once(desk, anna):
    for _ in range(2):
        assert desk.post(address(anna)).status_code == 302
    feed = CalendarFeed.objects.get(resource=anna)
    assert feed.version == 1
    assert feeds.url(feed) in desk.get(LIST).content.decode()


def test_a_new_one_is_asked_about_and_ends_the_old(desk, anna):
    old = path_of(feed_of(anna))
    page = desk.get(address(anna))
    assert desk.get(old).status_code == 200
    desk.post(address(anna), {"version": page.context["feed"].version})
    assert desk.get(old).status_code == 404


@pytest.mark.parametrize("version", ["", "0", "x", "9" * 30, "٣"])
def test_an_older_or_odd_form_changes_nothing(desk, anna, version):
    feed = feed_of(anna)
    response = desk.post(address(anna), {"version": version}, follow=True)
    feed.refresh_from_db()
    assert (response.status_code, feed.version) == (200, 1)


def test_a_person_sees_and_changes_their_own_alone(client, anna):
    room, mine = ResourceFactory(room=True), feed_of(anna)
    staff = as_(client, anna.user)
    assert names(staff.get(LIST)) == ["Anna"]
    assert staff.post(address(anna), {"version": 1}).status_code == 302
    mine.refresh_from_db()
    assert (mine.version, staff.post(address(room)).status_code) == (2, 404)


def test_who_has_no_calendar_and_no_right_sees_nothing(client, anna):
    stranger = as_(client, UserFactory(staff=True))
    assert (stranger.get(LIST).status_code, stranger.get(address(anna)).status_code) == (403, 404)


def test_who_may_only_look_changes_nothing(client, anna):
    feed_of(anna)
    looker = as_(client, UserFactory(staff=True, permissions=["bookings.view_calendarfeed"]))
    assert names(looker.get(LIST)) == ["Anna"]
    assert looker.post(address(anna), {"version": 1}).status_code == 403


def test_nobody_sees_it_without_signing_in(client, anna):
    assert [client.get(each).status_code for each in (LIST, address(anna))] == [302, 302]


@pytest.mark.parametrize("people", [1, 8])
def test_the_list_takes_a_fixed_number_of_questions(desk, people, django_assert_max_num_queries):
    for _ in range(people):
        feed_of(ResourceFactory())
    with django_assert_max_num_queries(7):
        assert len(names(desk.get(LIST))) == people
