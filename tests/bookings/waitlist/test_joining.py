"""Joining the waitlist of a class that is full (domain.md section 7)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from bookings import errors
from bookings.actors import Identity
from bookings.models import Booking, EventKind
from bookings.states import Status
from bookings.waitlist import leave
from tests.bookings.making import VISITOR
from tests.bookings.waitlist.waiting import a_class, join, line, owner, places, rank_of
from tests.factories import HoldFactory

pytestmark = pytest.mark.django_db


def test_who_joins_has_a_booking_on_the_waitlist_that_takes_nothing():
    session = a_class(places=2)
    booking = join(session)
    assert (booking.status, booking.session, booking.checkout_expires_at) == (Status.WAITING_LIST, session, None)
    assert (booking.starts_at, booking.title, booking.price) == (session.starts_at, session.service.name, 40)
    assert (places(session).taken, places(session).free) == (2, 0)


def test_it_is_told_by_one_event_of_the_customer():
    [event] = join(a_class()).events.all()
    assert (event.kind, event.by, event.after["status"]) == (
        EventKind.CREATED,
        Identity.ANONYMOUS_VISITOR,
        Status.WAITING_LIST,
    )


def test_whoever_comes_first_is_first_in_line():
    session = a_class()
    first, second = join(session, "Ada"), join(session, "Ben")
    assert (line(session), rank_of(first), rank_of(second)) == (["Ada", "Ben"], 1, 2)


def test_nobody_waits_while_there_is_room():
    session = a_class(places=3, taken=2)
    with pytest.raises(errors.PlaceIsFree):
        join(session)
    assert not Booking.objects.filter(status=Status.WAITING_LIST).exists()


def test_a_party_too_large_for_the_places_left_may_wait():
    assert join(a_class(places=3, taken=2), people=2).total_participants == 2


def test_a_place_that_somebody_holds_is_not_free():
    session = a_class(places=2, taken=1)
    HoldFactory(service=session.service, session=session)
    assert join(session).status == Status.WAITING_LIST


def test_a_place_that_waits_for_the_first_in_line_is_not_free_for_the_second():
    session = a_class(places=2)
    join(session, "Ada")
    session.bookings.filter(status="confirmed").first().delete()
    assert join(session, "Ben").status == Status.WAITING_LIST


def test_a_line_that_is_as_long_as_the_policy_allows_is_full():
    session = a_class(waitlist_capacity=1)
    join(session, "Ada")
    with pytest.raises(errors.WaitlistFull):
        join(session, "Ben")
    assert join(session, "Cleo", by=owner()).status == Status.WAITING_LIST


def test_without_a_waitlist_nobody_waits():
    with pytest.raises(errors.NoWaitlist):
        join(a_class(waitlist=False))


def test_after_the_cutoff_nobody_joins():
    session = a_class(latest_minutes=60)
    late = session.starts_at - timedelta(minutes=59)
    with pytest.raises(errors.TooLateToBook):
        join(session, now=late)
    assert join(session, now=late, by=owner()).status == Status.WAITING_LIST


def test_after_the_start_not_even_the_owner_adds_anybody():
    session = a_class()
    with pytest.raises(errors.TooLateToBook):
        join(session, now=session.starts_at, by=owner())


@pytest.mark.parametrize("people", [3, 5])
def test_a_party_that_never_fits_does_not_wait(people):
    with pytest.raises(errors.TooManyParticipants):
        join(a_class(places=2), people=people)


def test_a_class_that_is_called_off_has_no_line():
    session = a_class()
    session.called_off_at = timezone.now()
    session.save()
    with pytest.raises(errors.SessionNotFound):
        join(session)


def test_the_same_form_twice_is_one_place_in_line():
    session, token = a_class(), uuid4()
    assert join(session, client_token=token) == join(session, client_token=token)
    assert line(session) == ["Ada"]


def test_one_email_waits_once_in_each_line():
    session = a_class()
    join(session, "Ada")
    with pytest.raises(errors.AlreadyWaiting):
        join(session, "ADA")
    assert join(a_class(), "Ada").status == Status.WAITING_LIST
    assert line(session) == ["Ada"]


def test_who_has_left_may_join_again():
    session = a_class()
    leave(join(session), by=VISITOR, now=timezone.now())
    assert join(session).status == Status.WAITING_LIST


def test_an_owner_may_add_two_with_one_email():
    session = a_class()
    join(session)
    join(session, by=owner())
    assert line(session) == ["Ada", "Ada"]
