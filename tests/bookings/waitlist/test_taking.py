"""Taking what is offered: a hold in one step, and then the normal checkout (domain.md sections 4 and 7)."""

import pytest
from django.utils import timezone

from bookings import errors, holds
from bookings.models import BookingEvent, Hold, Offer, OfferState, Waiting
from bookings.states import PaymentStatus, Status
from bookings.waitlist import book_from_waitlist, pass_offer
from tests.bookings.making import VISITOR, decide
from tests.bookings.waitlist.waiting import (
    MINUTE,
    a_class,
    cancel_one,
    join,
    offered,
    pay_in_person,
    places,
    serve,
    standing,
    status_of,
)
from tests.factories import BusinessFactory

pytestmark = pytest.mark.django_db


def asked(people=1):
    """A class of two with one place freed for each of the party, and who is asked for it."""
    session = a_class(places=2)
    booking = join(session, people=people)
    for _ in range(people):
        cancel_one(session)
    return booking


def take(booking):
    return book_from_waitlist(booking, by=VISITOR, now=timezone.now(), visitor="a browser")


def test_the_offer_becomes_a_hold_of_the_booking():
    booking = take(asked(people=2))
    hold = Hold.objects.get()
    assert (hold.booking, hold.session, hold.participants, hold.visitor) == (booking, booking.session, 2, "a browser")
    assert hold.expires_at == timezone.now() + 10 * MINUTE
    assert (Offer.objects.get().state, Waiting.objects.count()) == (OfferState.ACCEPTED, 0)


def test_the_booking_goes_on_to_its_checkout():
    booking = take(asked())
    assert (booking.status, booking.checkout_expires_at) == (Status.CREATED, timezone.now() + 35 * MINUTE)
    event = BookingEvent.objects.get(booking=booking, revision=booking.revision)
    assert (event.before["status"], event.after["status"]) == (Status.WAITING_LIST, Status.CREATED)


def test_the_place_stays_reserved_all_the_way():
    booking = take(asked())
    assert (places(booking.session).held, places(booking.session).open) == (1, 0)
    assert pay_in_person(booking).status == Status.CONFIRMED
    assert (places(booking.session).taken, places(booking.session).held) == (2, 0)


def test_without_holds_the_place_is_kept_as_long_as_the_offer_would_have_stood():
    BusinessFactory(hold_minutes=0)
    take(asked())
    assert Hold.objects.get().expires_at == timezone.now() + 10 * MINUTE


def test_without_an_offer_nothing_can_be_taken():
    with pytest.raises(errors.OfferOver):
        take(join(a_class()))


def test_an_offer_is_over_at_its_last_moment(noon):
    booking = asked()
    noon.shift(600)
    with pytest.raises(errors.OfferOver):
        take(booking)
    with pytest.raises(errors.OfferOver):
        pass_offer(booking, now=timezone.now())
    assert status_of(booking) == Status.WAITING_LIST


def test_what_was_taken_is_not_taken_twice():
    booking = asked()
    take(booking)
    with pytest.raises(errors.InvalidMove):
        take(booking)
    assert Hold.objects.count() == 1


def test_an_offer_to_one_does_not_let_another_in():
    booking = asked()
    other = join(booking.session, "Ben")
    with pytest.raises(errors.OfferOver):
        take(other)
    assert offered(booking.session) == ["Ada"]


def test_a_hold_that_was_stretched_outlives_the_offer(noon):
    """S27: the customer is at the provider's page when the offer would have ended."""
    booking = take(asked())
    join(booking.session, "Ben")
    holds.stretch(Hold.objects.get(), until=booking.checkout_expires_at, now=timezone.now())
    noon.shift(20 * 60)
    serve(booking.session)
    assert offered(booking.session) == []
    assert decide(booking, PaymentStatus.PAID).status == Status.CONFIRMED


@pytest.mark.parametrize(
    ("payment", "status", "double"),
    [(PaymentStatus.PAID, Status.CONFIRMED, True), (PaymentStatus.NOT_PAID, Status.DECLINED, False)],
)
def test_what_comes_after_the_hold_ran_out_goes_by_section_4(noon, payment, status, double):
    """S27: the place went to somebody else meanwhile."""
    booking = take(asked())
    noon.shift(11 * 60)
    standing(booking.session)
    decided = decide(booking, payment)
    assert (decided.status, decided.double_booked) == (status, double)
