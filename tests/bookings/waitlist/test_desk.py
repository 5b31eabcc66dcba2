"""What an owner does with a waitlist (domain.md section 7)."""

import pytest
from django.utils import timezone

from bookings import errors
from bookings.lifecycle import confirm_booking
from bookings.models import Offer
from bookings.states import Status
from bookings.waitlist import pass_offer
from bookings.waitlist_desk import move_in_line, offer_now, remove_from_line
from tests.bookings.making import VISITOR
from tests.bookings.waitlist.waiting import a_class, cancel_one, join, line, offered, owner, status_of

pytestmark = pytest.mark.django_db


def three(session):
    return [join(session, name) for name in ("Ada", "Ben", "Cleo")]


def test_somebody_is_moved_up_and_down():
    session, by = a_class(), owner()
    ada, _ben, cleo = three(session)
    assert move_in_line(cleo, up=True, by=by)
    assert line(session) == ["Ada", "Cleo", "Ben"]
    assert move_in_line(ada, up=False, by=by)
    assert line(session) == ["Cleo", "Ada", "Ben"]


def test_nobody_moves_beyond_the_ends():
    session, by = a_class(), owner()
    ada, _ben, cleo = three(session)
    assert (move_in_line(ada, up=True, by=by), move_in_line(cleo, up=False, by=by)) == (False, False)
    assert line(session) == ["Ada", "Ben", "Cleo"]


def test_who_had_an_offer_is_moved_before_who_had_none():
    session = a_class()
    ada, *_others = three(session)
    cancel_one(session)
    pass_offer(ada, now=timezone.now())
    assert line(session) == ["Cleo", "Ada", "Ben"]  # Ben was asked after Ada
    move_in_line(ada, up=True, by=owner())
    assert line(session) == ["Ada", "Cleo", "Ben"]


def test_who_is_removed_is_declined_and_the_next_is_asked():
    session = a_class()
    ada, *_others = three(session)
    cancel_one(session)
    remove_from_line(ada, by=owner(), now=timezone.now(), words="You asked us to.")
    assert status_of(ada) == Status.DECLINED
    assert (line(session), offered(session)) == (["Cleo", "Ben"], ["Ben"])


def test_a_place_is_offered_once_more_although_the_round_is_over():
    session = a_class()
    ada = join(session, "Ada")
    cancel_one(session)
    pass_offer(ada, now=timezone.now())
    assert offered(session) == []
    offer_now(ada, by=owner(), now=timezone.now())
    assert offered(session) == ["Ada"]


def test_an_offer_that_runs_stays_as_it_is():
    session = a_class()
    ada = join(session, "Ada")
    cancel_one(session)
    assert offer_now(ada, by=owner(), now=timezone.now()) == Offer.objects.get()


def test_nothing_is_offered_that_is_not_free():
    ada = join(a_class(), "Ada")
    with pytest.raises(errors.SessionCapacityExceeded):
        offer_now(ada, by=owner(), now=timezone.now())


def test_customers_may_none_of_it():
    ada = join(a_class(), "Ada")
    for act in (
        lambda: move_in_line(ada, up=True, by=VISITOR),
        lambda: remove_from_line(ada, by=VISITOR, now=timezone.now()),
        lambda: offer_now(ada, by=VISITOR, now=timezone.now()),
    ):
        with pytest.raises(errors.UnauthorizedOperation):
            act()


def test_an_owner_confirms_who_waits_and_the_offer_is_gone():
    session = a_class()
    ada = join(session, "Ada")
    cancel_one(session)
    assert confirm_booking(ada, by=owner(), now=timezone.now()).status == Status.CONFIRMED
    assert (offered(session), line(session)) == ([], [])
