"""Two workers, two people, one place: the session's lock (domain.md sections 4 and 7)."""

import pytest
from django.utils import timezone

from bookings.lifecycle import cancel_booking
from bookings.models import Booking, Hold, Offer
from bookings.states import Status
from bookings.tasks import serve_waitlists
from bookings.waitlist import book_from_waitlist, leave
from tests.bookings.making import SYSTEM, VISITOR
from tests.bookings.waitlist.waiting import NOON, a_class, cancel_one, join, line, offered, rank_of
from tests.factories import HoldFactory
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_sweeps_at_once_make_one_offer(noon):
    session = a_class(places=2, taken=1)
    HoldFactory(service=session.service, session=session)
    join(session, "Ada")
    noon.shift(601)
    assert together([serve_waitlists] * 4) == [None] * 4
    assert (offered(session), Offer.objects.count()) == (["Ada"], 1)


def test_two_places_freed_by_two_people_at_once_are_two_offers():
    session = a_class(places=4)
    for name in ("Ada", "Ben", "Cleo"):
        join(session, name)
    first, second = Booking.objects.filter(status=Status.CONFIRMED).order_by("pk")[:2]
    acts = [lambda each=each: cancel_booking(each, by=SYSTEM, now=NOON).status for each in (first, second)]
    assert together(acts) == [Status.CANCELED, Status.CANCELED]
    assert offered(session) == ["Ada", "Ben"]


def test_ten_who_join_at_once_stand_one_behind_the_other():
    session = a_class(waitlist_capacity=6)
    found = together([lambda n=n: join(session, f"Ada{n}") for n in range(10)])
    joined = [each for each in found if isinstance(each, Booking)]
    assert sorted(rank_of(each) for each in joined) == [1, 2, 3, 4, 5, 6]
    assert len(line(session)) == 6


def test_an_offer_taken_twice_at_once_is_one_hold():
    session = a_class()
    ada = join(session, "Ada")
    cancel_one(session)
    found = together([lambda: book_from_waitlist(ada, by=VISITOR, now=timezone.now())] * 3)
    assert [each.status for each in found if isinstance(each, Booking)] == [Status.CREATED]
    assert Hold.objects.count() == 1


def test_taking_and_leaving_at_once_one_of_them_wins():
    session = a_class()
    ada = join(session, "Ada")
    cancel_one(session)
    found = together(
        [
            lambda: book_from_waitlist(ada, by=VISITOR, now=timezone.now()),
            lambda: leave(ada, by=VISITOR, now=timezone.now()),
        ]
    )
    assert len([each for each in found if isinstance(each, Booking)]) == 1
