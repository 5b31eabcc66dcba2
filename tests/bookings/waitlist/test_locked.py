"""The list of a class and the check under the lock say the same of its places (domain.md sections 6 and 7)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings.classes import read_sessions
from bookings.waitlist import pass_offer
from services.models import Business
from tests.bookings.waitlist.waiting import a_class, cancel_one, join, places
from tests.factories import HoldFactory

pytestmark = pytest.mark.django_db


def listed(session):
    now = timezone.now()
    [found] = read_sessions(
        session.service, now, now + timedelta(days=14), now=now, business=Business.objects.current()
    )
    return found


def vanish(session):
    """A place that comes free while nobody serves the waitlist."""
    session.bookings.filter(status="confirmed").order_by("pk").first().delete()


def waiting_at_a_free_place(session):
    join(session, "Ada")
    vanish(session)


def waiting_with_too_large_a_party(session):
    join(session, "Ada", people=2)
    vanish(session)


def with_an_offer(session):
    join(session, "Ada")
    cancel_one(session)


def with_an_offer_that_was_passed_on(session):
    booking = join(session, "Ada")
    cancel_one(session)
    pass_offer(booking, now=timezone.now())


def with_an_offer_and_another_place(session):
    with_an_offer(session)
    vanish(session)


def with_a_hold(session):
    join(session, "Ada")
    vanish(session)
    HoldFactory(service=session.service, session=session)


@pytest.mark.parametrize(
    ("happens", "open_", "locked"),
    [
        (waiting_at_a_free_place, 0, True),
        (waiting_with_too_large_a_party, 1, False),
        (with_an_offer, 0, True),
        (with_an_offer_that_was_passed_on, 1, False),
        (with_an_offer_and_another_place, 1, True),
        (with_a_hold, 0, False),
    ],
)
def test_places_are_kept_for_who_waits_and_then_are_everybodys(happens, open_, locked):
    session = a_class(places=3)
    happens(session)
    found = listed(session)
    assert (found.places.open, found.places.locked, found.waiting) == (open_, locked, 1)
    assert found.places == places(session)


def test_an_offer_that_ran_out_keeps_nothing_from_that_moment_on(noon):
    session = a_class()
    with_an_offer(session)
    noon.shift(600)
    assert (listed(session).places.open, listed(session).places == places(session)) == (1, True)
