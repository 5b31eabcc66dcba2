"""A text beside an email: to who has a number (domain.md section 9)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import messages
from bookings.models import Booking, Channel, Message, MessageKind, MessageState
from tests.factories import BookingEventFactory, BookingFactory, MessageFactory

pytestmark = pytest.mark.django_db
KIND = MessageKind.CALLED_OFF


def planned(**kwargs):
    booking = BookingFactory(canceled=True, **kwargs)
    return messages.plan_text(KIND, booking, event=None, now=timezone.now())


def deliver(message):
    messages.deliver(message.pk, timezone.now())
    message.refresh_from_db()
    return message


def test_a_text_goes_to_the_bookings_number():
    message = planned(phone="+34612345678")
    assert (message.channel, message.recipient, message.state) == (Channel.SMS, "+34612345678", MessageState.PLANNED)


def test_without_a_number_there_is_no_text():
    assert planned(phone="", phone_as_typed="12") is None
    assert not Message.objects.exists()


def test_an_email_and_a_text_tell_of_the_same_event_once_each():
    booking, now = BookingFactory(canceled=True), timezone.now()
    event = BookingEventFactory(booking=booking)
    for _ in range(2):
        messages.plan(KIND, booking, event=event, now=now)
        messages.plan_text(KIND, booking, event=event, now=now)
    assert sorted(Message.objects.values_list("channel", flat=True)) == [Channel.EMAIL, Channel.SMS]


def test_it_is_sent_with_its_own_words(texts):
    assert deliver(planned()).state == MessageState.SENT
    [sent] = texts()
    assert "does not take place" in sent["text"]


def test_a_number_that_was_taken_back_gets_no_text(texts):
    message = planned()
    Booking.objects.update(phone="")
    assert (deliver(message).state, texts()) == (MessageState.DROPPED, [])


def test_a_number_that_had_five_texts_gets_no_sixth(texts):
    for _ in range(5):
        MessageFactory(
            channel=Channel.SMS,
            recipient="+12025550123",
            state=MessageState.SENT,
            claimed_at=timezone.now() - timedelta(hours=1),
        )
    assert (deliver(planned()).state, texts()) == (MessageState.SKIPPED, [])


@pytest.mark.parametrize(
    ("phone", "channel", "recipient"),
    [("+34612345678", Channel.SMS, "+34612345678"), ("", Channel.EMAIL, "ada@example.com")],
)
def test_sent_again_it_goes_to_where_the_customer_is_reached_now(phone, channel, recipient):
    message = planned(email="ada@example.com")
    Booking.objects.update(phone=phone)
    again = messages.resend(Message.objects.get(pk=message.pk), now=timezone.now())
    assert (again.channel, again.recipient) == (channel, recipient)
