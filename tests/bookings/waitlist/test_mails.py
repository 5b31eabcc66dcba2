"""What is said to who waits, and when an offer is not said any more (domain.md sections 7 and 9)."""

import pytest
from django.utils import timezone

from bookings import links, messages
from bookings.messages.email import compose
from bookings.models import Booking, Channel, Message, MessageKind, MessageState
from bookings.tasks import serve_waitlists
from bookings.waitlist import leave, pass_offer
from tests.bookings.making import VISITOR
from tests.bookings.waitlist.waiting import MINUTE, a_class, cancel_one, join, standing
from tests.factories import WaitingFactory

pytestmark = pytest.mark.django_db
OFFER = MessageKind.WAITLIST_OFFER


def mail(kind):
    message = Message.objects.get(kind=kind, channel=Channel.EMAIL)
    return compose(message, Booking.objects.get(pk=message.booking_id), timezone.now())


def asked(**kwargs):
    session = a_class()
    booking = join(session, **kwargs)
    cancel_one(session)
    return booking


def deliver(channel=Channel.EMAIL, now=None):
    message = Message.objects.get(kind=OFFER, channel=channel)
    messages.deliver(message.pk, now or timezone.now())
    message.refresh_from_db()
    return message


def test_joining_is_answered_with_the_place_in_line_and_the_link():
    session = a_class()
    WaitingFactory(session=session, booking=standing(session, status="waiting_list", takes_places=False), rank=1)
    booking = join(session)
    said = mail(MessageKind.WAITLISTED)
    assert said.subject == f"On the waitlist: {booking.title}, Mon 30 March, 10:00"
    assert (
        "You are 2nd in line. When a place comes free you hear from us, and have 10 minutes to take it." in said.body
    )
    assert links.url(booking) in said.body


def test_an_offer_says_until_when_on_the_places_clock():
    booking = asked()
    said = mail(OFFER)
    words = "A place has come free. It is yours if you take it until 12:10, Madrid time (CET, UTC+1)."
    assert words in said.body
    assert links.url(booking) in said.body


def test_an_offer_goes_by_text_only_to_who_asked_for_that():
    asked()
    assert [message.channel for message in Message.objects.filter(kind=OFFER)] == [Channel.EMAIL]


def test_an_offer_by_text_goes_beside_the_email():
    asked(text_offers=True)
    sent = Message.objects.filter(kind=OFFER).order_by("channel")
    assert [(message.channel, message.recipient) for message in sent] == [
        (Channel.EMAIL, "ada@example.com"),
        (Channel.SMS, "+34612345678"),
    ]


def test_an_offer_that_runs_is_sent():
    asked()
    assert deliver().state == MessageState.SENT


@pytest.mark.parametrize("end", [lambda each: pass_offer(each, now=timezone.now()), lambda each: None])
def test_an_offer_that_is_over_is_not_sent(end):
    end(asked())
    late = timezone.now() + 10 * MINUTE
    message = deliver(now=late)
    assert (message.state, message.reason) == (MessageState.DROPPED, "the offer was over by then")


def test_who_left_hears_of_no_offer():
    booking = asked()
    leave(booking, by=VISITOR, now=timezone.now())
    assert deliver().state == MessageState.DROPPED


def test_a_second_offer_is_told_too(noon):
    booking = asked()
    pass_offer(booking, now=timezone.now())
    noon.shift(60)
    cancel_one(booking.session)
    assert Message.objects.filter(kind=OFFER).count() == 2


def test_who_left_is_told_so():
    leave(join(a_class()), by=VISITOR, now=timezone.now())
    said = mail(MessageKind.CANCELED)
    assert said.subject.startswith("Off the waitlist: ")
    assert "You have left the waitlist. Nothing is booked." in said.body


def test_who_waited_in_vain_is_told_so(noon):
    session = a_class()
    join(session)
    noon.move_to(session.starts_at, tick=False)
    serve_waitlists()
    said = mail(MessageKind.DECLINED)
    assert said.subject.startswith("No place came free: ")
    assert "The waitlist is closed, and nothing is booked." in said.body
