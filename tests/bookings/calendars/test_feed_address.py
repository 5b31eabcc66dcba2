"""The address of a calendar: nobody's to guess, ended by a new one, cheap to ask again (domain.md section 13.9)."""

import pytest
from django.utils import timezone

from bookings import feeds, links
from bookings.models import CalendarFeed
from tests.bookings.calendars.asking import ask, feed_of, path_of
from tests.factories import BookingFactory, CalendarFeedFactory, ContactFactory, ResourceFactory, ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def anna():
    return ResourceFactory(name="Anna")


def test_it_is_a_calendar_for_programs_and_for_nobody_else(client, anna):
    response = ask(client, feed_of(anna))
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("private, no-cache", "same-origin")
    assert not response.cookies


def test_the_old_address_ends_with_a_new_one(client, anna):
    feed = feed_of(anna)
    old = path_of(feed)
    assert feeds.new_address(feed, seen=feed.version, now=timezone.now()) is True
    assert client.get(old).status_code == 404
    assert client.get(path_of(feed)).status_code == 200


def test_a_form_sent_twice_makes_one_new_address(anna):
    feed = feed_of(anna)
    answers = [feeds.new_address(feed, seen=1, now=timezone.now()) for _ in range(2)]
    assert (answers, feed.version) == ([True, False], 2)


@pytest.mark.parametrize("token", ["1", "1-1", "1-1.forged", "x-1.y", ".", "%00", "1-1.", "🧘"])
def test_a_forged_address_is_not_found(client, token):
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_the_signature_of_one_is_not_that_of_another(client, anna):
    feed, other = feed_of(anna), CalendarFeedFactory()
    address = path_of(feed).replace(f"{feed.pk}-", f"{other.pk}-")
    assert client.get(address).status_code == 404


def test_a_booking_link_opens_no_calendar(client):
    assert client.get(f"/calendar/{links.token(BookingFactory())}.ics").status_code == 404


def test_who_is_not_active_any_more_has_none(client, anna):
    feed = feed_of(anna)
    anna.active = False
    anna.save()
    assert ask(client, feed).status_code == 404


def test_who_was_erased_has_none(client):
    feed = feed_of(contact=ContactFactory(erased_at=timezone.now()))
    assert ask(client, feed).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_it_is_read_and_never_written(client, anna, method):
    assert getattr(client, method)(path_of(feed_of(anna))).status_code == 405


def test_head_tells_as_much_as_get(client, anna):
    path = path_of(feed_of(anna))
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert (head["ETag"], head["Content-Type"]) == (get["ETag"], get["Content-Type"])


def test_what_did_not_change_is_not_sent_again(client, anna):
    feed = feed_of(anna)
    etag = ask(client, feed)["ETag"]
    again = ask(client, feed, **{"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert again["Cache-Control"] == "private, no-cache"


def test_what_changed_is(client, anna):
    feed, service = feed_of(anna), ServiceFactory(groups=[[anna]])
    etag = ask(client, feed)["ETag"]
    BookingFactory(service=service, resource=anna, confirmed=True)
    assert ask(client, feed, **{"If-None-Match": etag}).status_code == 200


def test_each_has_one_however_often_it_is_asked_for(anna):
    made = {feeds.open_feed(resource=anna, now=timezone.now()).pk for _ in range(2)}
    assert (len(made), CalendarFeed.objects.count()) == (1, 1)
