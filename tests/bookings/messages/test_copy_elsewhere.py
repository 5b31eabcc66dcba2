"""A copy that goes to a new address says so, and is not taken for news."""

import pytest
from django.utils import timezone

from bookings import messages
from bookings.actors import Actor
from bookings.lifecycle import Details, change_contact
from bookings.messages.email import compose
from bookings.models import Channel, Message, MessageKind, MessageState
from tests.bookings.messages.writing import NOW, booked, page
from tests.factories import MessageFactory

pytestmark = pytest.mark.django_db
LINE = "This booking's messages go to this address from now on."
OLD = "typo@stranger.example"


@pytest.fixture(autouse=True)
def spring(time_machine):
    time_machine.move_to(NOW, tick=False)


def written(message):
    return compose(message, message.booking, NOW)


def sent(**fields):
    fields = {"booking": booked(confirmed=True), "kind": MessageKind.RESCHEDULED} | fields
    return MessageFactory(state=MessageState.SENT, **fields)


def test_after_a_change_of_email_it_stands_before_the_facts():
    booking = booked(confirmed=True, email=OLD)
    sent(booking=booking, recipient=OLD)
    details = Details(first_name="Ada", last_name="Example", email="ada@right.example")
    change_contact(booking, details, by=Actor.visitor(), now=timezone.now())
    copy = written(Message.objects.get(resend_of__isnull=False))
    assert f"\nYour booking has a new time.\n\n{LINE}\n\nWhat: Massage\n" in copy.body
    assert LINE.replace("'", "&#x27;") in page(copy)


@pytest.mark.parametrize("recipient", ["ada@example.com", "Ada@Example.com"])
def test_a_copy_to_the_same_address_is_the_same(recipient):
    first = sent(booking=booked(confirmed=True, email="ada@example.com"), recipient=recipient)
    assert LINE not in written(messages.resend(first, now=NOW)).body


def test_nor_does_an_email_in_place_of_a_text_say_it():
    first = sent(kind=MessageKind.CALLED_OFF, channel=Channel.SMS, recipient="+34612345678")
    copy = messages.resend(first, now=NOW)
    copy.channel, copy.recipient = Channel.EMAIL, first.booking.email
    assert LINE not in written(copy).body


def test_the_first_one_never_says_it():
    assert LINE not in written(sent(recipient=OLD)).body
