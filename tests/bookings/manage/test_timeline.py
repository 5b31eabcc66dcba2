"""Each thing that is said or planned stands on the page once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import links
from bookings.models import Channel, Message, MessageKind, MessageState
from tests.factories import BookingFactory, MessageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


def reminder(booking, recipient, **more):
    start = booking.starts_at
    values = {"kind": MessageKind.REMINDER, "for_start": start, "due_at": start - timedelta(hours=24)}
    return MessageFactory(booking=booking, channel=Channel.SMS, recipient=recipient, **values | more)


def lines(client, booking) -> list[tuple[str, str]]:
    """(title, text) of all that the page says of messages."""
    context = client.get(links.path(booking)).context
    return [(entry.title, entry.text) for name in ("next", "messages_sent") for entry in context[name]]


@pytest.fixture
def booking():
    return BookingFactory(confirmed=True, cancel_until=None)


def test_a_reminder_that_was_dropped_for_another_is_the_owners_to_see(client, booking):
    reminder(booking, "+34612345678", state=MessageState.DROPPED, reason="the customer's details have changed")
    reminder(booking, "+34612345679")
    texts = [text for title, text in lines(client, booking) if title == "Reminder"]
    assert texts == ["Text to +34612345679, planned."]
    assert Message.objects.count() == 2


def test_two_messages_of_one_moment_in_the_same_words_are_one_line(client, booking):
    sent = {"booking": booking, "state": MessageState.SENT, "sent_at": timezone.now() - timedelta(hours=1)}
    first = MessageFactory(**sent)
    MessageFactory(**sent, resend_of=first)
    assert [title for title, _ in lines(client, booking)] == ["Confirmation", "Your visit"]


def test_one_that_went_out_again_later_has_its_own_line(client, booking):
    hours_ago = [timezone.now() - timedelta(hours=hours) for hours in (2, 1)]
    first = MessageFactory(booking=booking, state=MessageState.SENT, sent_at=hours_ago[0])
    MessageFactory(booking=booking, state=MessageState.SENT, sent_at=hours_ago[1], resend_of=first)
    assert [title for title, _ in lines(client, booking)].count("Confirmation") == 2


def test_what_stands_among_the_next_things_is_not_said_again(client, booking):
    MessageFactory(booking=booking, state=MessageState.SENT, sent_at=timezone.now())
    reminder(booking, "+34612345678")
    page = client.get(links.path(booking)).content.decode()
    assert (page.count("<b>Confirmation</b>"), page.count("<b>Reminder</b>")) == (1, 1)
    assert page.count("messages</h2>") == 0


def test_a_booking_that_has_ended_shows_all_its_messages(client):
    ended = BookingFactory(canceled=True)
    MessageFactory(booking=ended, kind=MessageKind.CANCELED, state=MessageState.SENT, sent_at=timezone.now())
    assert [title for title, _ in lines(client, ended)] == ["Cancellation"]
    assert client.get(links.path(ended)).content.decode().count("<h2>Messages</h2>") == 1
