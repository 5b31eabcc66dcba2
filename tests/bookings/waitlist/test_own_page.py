"""The page of one who waits: for how many, and from when offers go out (journeys.md C10)."""

from datetime import datetime

import pytest

from bookings import links
from tests.bookings.waitlist.waiting import a_class, cancel_one, join
from tests.checkout.walk import words

pytestmark = pytest.mark.django_db
AT_ONCE = "When a place comes free and it is your turn, we write to you at once."
BY_NIGHT = "Offers go out from 08:00. When a place is free then and it is your turn, we write to you"


@pytest.mark.parametrize(
    ("clock", "sentence"), [("22:30", BY_NIGHT), ("07:59", BY_NIGHT), ("08:00", AT_ONCE), ("12:00", AT_ONCE)]
)
def test_by_night_it_says_from_when_offers_go_out(client, noon, clock, sentence):
    booking = join(a_class(), "Ada")
    noon.move_to(datetime.fromisoformat(f"2026-03-24T{clock}+01:00"), tick=False)
    page = words(client.get(links.path(booking)))
    assert [each for each in (AT_ONCE, BY_NIGHT) if each in page] == [sentence]


@pytest.mark.parametrize(("people", "said"), [(1, "For 1 person."), (2, "For 2 people.")])
def test_it_says_for_how_many(client, people, said):
    session = a_class()
    booking = join(session, "Ada", people)
    assert said in words(client.get(links.path(booking)))


def test_with_an_offer_it_says_so_too(client):
    session = a_class()
    booking = join(session, "Ada")
    cancel_one(session)
    page = words(client.get(links.path(booking)))
    assert ("A place has come free" in page, "For 1 person." in page) == (True, True)
