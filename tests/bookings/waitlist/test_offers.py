"""Who is asked when places come free (domain.md section 7)."""

import pytest
from django.utils import timezone

from bookings.lifecycle import expire_checkout
from bookings.models import Booking, Offer, OfferState
from bookings.states import Status
from bookings.waitlist import book_from_waitlist, leave, pass_offer
from tests.bookings.making import VISITOR
from tests.bookings.waitlist.waiting import MINUTE, a_class, cancel_one, join, line, offered, places, serve, standing
from tests.factories import HoldFactory

pytestmark = pytest.mark.django_db


def test_whoever_gives_a_place_back_offers_it_in_the_same_step():
    session = a_class()
    booking = join(session)
    cancel_one(session)
    [offer] = Offer.objects.all()
    assert (offer.booking, offer.participants, offer.state) == (booking, 1, OfferState.RUNNING)
    assert offer.expires_at == timezone.now() + 10 * MINUTE


def test_the_offered_place_is_reserved():
    session = a_class()
    join(session)
    cancel_one(session)
    found = places(session)
    assert (found.offered, found.free, found.open, found.locked) == (1, 0, 0, True)


def test_two_places_freed_at_once_are_two_offers():
    session = a_class(places=3, taken=1)
    standing(session, total_participants=2)
    for name in ("Ada", "Ben", "Cleo"):
        join(session, name)
    session.bookings.filter(total_participants=2).update(status="canceled", takes_places=False)
    serve(session, freed=True)
    assert offered(session) == ["Ada", "Ben"]


def test_a_party_too_large_is_passed_over_and_keeps_its_rank():
    session = a_class(places=3)
    join(session, "Ada", people=2)
    join(session, "Ben")
    cancel_one(session)
    assert (offered(session), line(session)) == (["Ben"], ["Ada", "Ben"])


def test_a_large_party_is_asked_when_enough_places_are_free():
    session = a_class(places=3)
    join(session, "Ada", people=2)
    cancel_one(session)
    assert offered(session) == []
    cancel_one(session)
    assert offered(session) == ["Ada"]


def test_who_passes_keeps_the_entry_and_the_next_is_asked():
    session = a_class()
    ada = join(session, "Ada")
    join(session, "Ben")
    cancel_one(session)
    pass_offer(ada, now=timezone.now())
    assert (offered(session), line(session)) == (["Ben"], ["Ada", "Ben"])


def test_who_had_an_offer_comes_after_who_had_none():
    session = a_class()
    ada = join(session, "Ada")
    cancel_one(session)
    pass_offer(ada, now=timezone.now())
    standing(session)
    join(session, "Ben")
    assert line(session) == ["Ben", "Ada"]


def test_after_one_round_the_place_is_everybodys():
    session = a_class()
    ada = join(session, "Ada")
    cancel_one(session)
    pass_offer(ada, now=timezone.now())
    assert (offered(session), places(session).open, places(session).locked) == ([], 1, False)


def test_a_place_that_comes_free_later_begins_a_new_round(noon):
    session = a_class()
    ada = join(session, "Ada")
    cancel_one(session)
    pass_offer(ada, now=timezone.now())
    noon.shift(60)
    cancel_one(session)
    assert offered(session) == ["Ada"]


def test_a_second_place_is_not_offered_to_who_has_an_offer(noon):
    session = a_class(places=3)
    join(session, "Ada")
    cancel_one(session)
    noon.shift(60)
    cancel_one(session)
    assert (offered(session), places(session).open) == (["Ada"], 1)


def test_who_leaves_with_an_offer_gives_it_to_the_next():
    session = a_class()
    ada = join(session, "Ada")
    join(session, "Ben")
    cancel_one(session)
    leave(ada, by=VISITOR, now=timezone.now())
    assert (offered(session), line(session)) == (["Ben"], ["Ben"])
    assert ada.offers.get().state == OfferState.WITHDRAWN


def test_who_leaves_without_a_place_begins_no_round(noon):
    session = a_class()
    ada, ben = join(session, "Ada"), join(session, "Ben")
    cancel_one(session)
    pass_offer(ada, now=timezone.now())
    pass_offer(ben, now=timezone.now())
    noon.shift(60)
    leave(ben, by=VISITOR, now=timezone.now())
    assert (offered(session), places(session).open) == ([], 1)


def test_a_checkout_that_was_left_gives_its_place_to_the_next(noon):
    session = a_class()
    ada = join(session, "Ada")
    join(session, "Ben")
    cancel_one(session)
    book_from_waitlist(ada, by=VISITOR, now=timezone.now())
    noon.shift(36 * 60)
    assert expire_checkout(Booking.objects.get(pk=ada.pk), now=timezone.now())
    assert offered(session) == ["Ben"]


def test_a_hold_that_stands_in_the_way_is_not_offered():
    session = a_class(places=3, taken=2)
    HoldFactory(service=session.service, session=session)
    join(session)
    assert serve(session) == []


def test_nobody_is_asked_for_a_class_that_is_called_off():
    session = a_class()
    join(session)
    session.called_off_at = timezone.now()
    session.save()
    session.bookings.filter(status=Status.CONFIRMED).update(status=Status.CANCELED, takes_places=False)
    assert serve(session, freed=True) == []


def test_who_waits_is_asked_also_after_the_waitlist_was_switched_off():
    session = a_class()
    join(session)
    session.service.policy.waitlist = False
    session.service.policy.save()
    cancel_one(session)
    assert offered(session) == ["Ada"]
