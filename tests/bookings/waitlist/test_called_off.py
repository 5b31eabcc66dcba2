"""A class called off with offers running (journeys.md O9)."""

import pytest
from django.utils import timezone

from bookings import errors
from bookings.messages.email import compose
from bookings.models import Booking, Message, MessageKind, Offer, OfferState
from bookings.sessions import call_off_session
from bookings.sessions.ending import end_bookings_of
from bookings.states import Status
from bookings.tasks import serve_waitlists
from bookings.waitlist import book_from_waitlist
from tests.bookings.making import VISITOR
from tests.bookings.waitlist.waiting import a_class, cancel_one, join, offered, owner, status_of

pytestmark = pytest.mark.django_db


def called_off():
    session = a_class()
    ada, ben = join(session, "Ada"), join(session, "Ben")
    cancel_one(session)
    return call_off_session(session, refund=False, by=owner(), now=timezone.now()), ada, ben


def letter_to(booking):
    message = Message.objects.get(booking=booking, kind=MessageKind.CALLED_OFF)
    return compose(message, Booking.objects.get(pk=booking.pk), timezone.now())


def test_an_offer_can_not_be_taken_any_more():
    _session, ada, _ben = called_off()
    with pytest.raises(errors.OfferOver):
        book_from_waitlist(ada, by=VISITOR, now=timezone.now())


def test_whoever_waits_is_declined_and_told_once():
    session, ada, ben = called_off()
    end_bookings_of(session, now=timezone.now())
    serve_waitlists()
    assert [status_of(ada), status_of(ben)] == [Status.DECLINED, Status.DECLINED]
    assert (offered(session), Offer.objects.get().state) == ([], OfferState.WITHDRAWN)
    told = Message.objects.filter(booking__in=[ada, ben]).exclude(
        kind__in=[MessageKind.WAITLISTED, MessageKind.WAITLIST_OFFER]
    )
    assert [message.kind for message in told] == [MessageKind.CALLED_OFF] * 2


def test_the_sweep_leaves_it_to_the_calling_off():
    session, ada, _ben = called_off()
    serve_waitlists()
    assert status_of(ada) == Status.WAITING_LIST
    assert Offer.objects.filter(session=session).count() == 1


def test_who_waited_is_not_told_that_a_booking_has_ended():
    session, ada, _ben = called_off()
    stood = session.bookings.filter(status="confirmed").first()
    end_bookings_of(session, now=timezone.now())
    said = {booking.pk: letter_to(booking) for booking in (ada, stood)}
    words = "The class that you were waiting for does not take place. The waitlist is closed, and nothing is booked."
    assert (words in said[ada.pk].body, "your booking has ended" in said[ada.pk].body) == (True, False)
    assert (words in said[stood.pk].body, "your booking has ended" in said[stood.pk].body) == (False, True)
    assert said[ada.pk].subject.startswith("Called off: ")
