"""The ticket names the moment where the reader is, too (journeys.md S12)."""

import pytest

from bookings import links
from tests.factories import BookingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


def for_you(client, browser="", **booking) -> list[str]:
    client.cookies["tz"] = browser
    facts = client.get(links.path(BookingFactory(confirmed=True, **booking))).context["ticket"]["facts"]
    return [value for term, value in facts if term == "For you"]


def test_the_browsers_zone_is_named_where_its_clocks_differ(client):
    [moment] = for_you(client, "Europe/London")
    assert moment.endswith(", 09:00, London time")


def test_nothing_is_added_where_the_clocks_agree(client):
    assert for_you(client, "Europe/Berlin") == []


def test_without_a_word_from_the_browser_nothing_is_added(client):
    assert for_you(client) == []


def test_the_zone_that_was_kept_comes_before_the_browsers(client):
    [moment] = for_you(client, "Asia/Tokyo", contact_time_zone="Europe/London")
    assert moment.endswith(", 09:00, London time")


def test_a_kept_zone_like_the_places_does_not_hide_the_browsers(client):
    [moment] = for_you(client, "Europe/London", contact_time_zone="Europe/Madrid")
    assert moment.endswith(", 09:00, London time")
