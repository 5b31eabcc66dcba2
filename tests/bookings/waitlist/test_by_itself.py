"""What befalls a waitlist by itself: the sweep of every minute (domain.md section 7)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from bookings.models import EventKind, Message, MessageKind, Offer, OfferState
from bookings.states import Status
from bookings.tasks import serve_waitlists
from bookings.waitlist import book_from_waitlist
from tests.bookings.making import VISITOR
from tests.bookings.waitlist.waiting import a_class, cancel_one, join, line, offered, places, status_of
from tests.factories import BusinessFactory, HoldFactory

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 3, 24, 22, tzinfo=UTC)  # eleven in the evening in Madrid
SEVEN = datetime(2026, 3, 25, 7, tzinfo=UTC)  # eight in the morning there


def test_an_offer_that_nobody_answered_goes_to_the_next(noon):
    session = a_class()
    join(session, "Ada")
    join(session, "Ben")
    cancel_one(session)
    noon.shift(600)
    serve_waitlists()
    assert (offered(session), line(session)) == (["Ben"], ["Ada", "Ben"])
    assert Offer.objects.first().state == OfferState.LAPSED


def test_when_all_let_it_lapse_the_place_is_everybodys(noon):
    session = a_class()
    join(session, "Ada")
    cancel_one(session)
    noon.shift(600)
    assert places(session).open == 1
    serve_waitlists()
    assert (offered(session), places(session).open) == ([], 1)


def test_the_sweep_twice_offers_once():
    session = a_class()
    join(session, "Ada")
    cancel_one(session)
    serve_waitlists()
    serve_waitlists()
    assert Offer.objects.count() == 1


def test_a_hold_that_ran_out_gives_its_place_to_who_waits(noon):
    session = a_class(places=2, taken=1)
    HoldFactory(service=session.service, session=session)
    join(session)
    serve_waitlists()
    assert offered(session) == []
    noon.shift(601)
    serve_waitlists()
    assert offered(session) == ["Ada"]


def test_a_place_that_was_taken_and_let_go_goes_to_the_next(noon):
    session = a_class()
    ada = join(session, "Ada")
    join(session, "Ben")
    cancel_one(session)
    book_from_waitlist(ada, by=VISITOR, now=timezone.now())
    serve_waitlists()
    assert offered(session) == []
    noon.shift(601)
    serve_waitlists()
    assert offered(session) == ["Ben"]


def test_at_night_a_place_waits_for_the_morning(noon):
    session = a_class()
    join(session)
    noon.move_to(NIGHT, tick=False)
    cancel_one(session)
    serve_waitlists()
    assert (offered(session), places(session).locked) == ([], True)
    noon.move_to(SEVEN, tick=False)
    serve_waitlists()
    assert offered(session) == ["Ada"]


def test_before_an_early_class_a_place_freed_at_night_is_everybodys(noon):
    session = a_class()
    BusinessFactory(quiet_until="11:00")
    join(session)
    noon.move_to(session.starts_at - timedelta(hours=8), tick=False)
    cancel_one(session)
    assert (offered(session), places(session).open) == ([], 1)


def test_an_offer_never_stands_beyond_the_cutoff(noon):
    """S27: freed 20 minutes before the start, with booking closing at 15."""
    session = a_class(latest_minutes=15)
    join(session)
    noon.move_to(session.starts_at - timedelta(minutes=20), tick=False)
    cancel_one(session)
    assert Offer.objects.get().expires_at == session.starts_at - timedelta(minutes=15)


def test_after_the_cutoff_nobody_is_asked(noon):
    session = a_class(latest_minutes=30)
    join(session)
    noon.move_to(session.starts_at - timedelta(minutes=30), tick=False)
    cancel_one(session)
    assert offered(session) == []


@pytest.mark.parametrize(("latest", "ahead"), [(60, 60), (None, 0)])
def test_when_booking_closes_who_waits_is_declined_and_told(noon, latest, ahead):
    session = a_class(latest_minutes=latest)
    booking = join(session)
    noon.move_to(session.starts_at - timedelta(minutes=ahead, seconds=1), tick=False)
    serve_waitlists()
    assert status_of(booking) == Status.WAITING_LIST
    noon.shift(1)
    serve_waitlists()
    assert status_of(booking) == Status.DECLINED
    assert booking.events.get(kind=EventKind.DECLINED).reason == "WAITLIST_CLOSED"
    assert Message.objects.get(kind=MessageKind.DECLINED).facts == {"waitlist": "closed"}
