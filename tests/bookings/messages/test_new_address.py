"""The link of a booking goes to nobody but its customer, whatever was under way when the address changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import links, messages
from bookings.actors import Actor
from bookings.lifecycle import Details, change_contact
from bookings.messages import delivery
from bookings.messages.claims import claim
from bookings.messages.outcomes import NotSent
from bookings.models import Message, MessageKind, MessageState
from tests.factories import BookingEventFactory, BookingFactory, MessageFactory

pytestmark = pytest.mark.django_db
OLD, NEW = "typo@stranger.example", "ana@right.example"


@pytest.fixture
def under_way():
    """A mail to the old address that a worker has claimed."""

    def under_way(kind=MessageKind.CONFIRMED, **fields):
        booking = BookingFactory(confirmed=True, email=OLD)
        fields = {"event": BookingEventFactory(booking=booking)} | fields
        message = MessageFactory(booking=booking, kind=kind, recipient=OLD, **fields)
        return claim(message.pk, timezone.now())

    return under_way


def correct(booking):
    details = Details(first_name=booking.first_name, last_name=booking.last_name, email=NEW)
    return change_contact(booking, details, by=Actor.visitor(), now=timezone.now())


def deliver_all():
    later = timezone.now() + timedelta(minutes=5)
    for message in Message.objects.filter(state=MessageState.PLANNED, due_at__lte=later):
        messages.deliver(message.pk, later)


def test_what_is_tried_again_later_goes_to_the_new_address_alone(under_way, mailoutbox):
    message = under_way()
    booking = correct(message.booking)
    delivery._not_sent(message, booking, NotSent("no answer", permanent=False), timezone.now())
    deliver_all()
    assert [mail.to for mail in mailoutbox] == [[NEW]]
    assert links.url(booking) in mailoutbox[0].body


def test_what_was_claimed_before_and_is_written_after_goes_there_too(under_way, mailoutbox):
    message = under_way()
    correct(message.booking)
    delivery.send(message, timezone.now())
    deliver_all()
    assert [mail.to for mail in mailoutbox] == [[NEW]]


def test_what_is_not_said_again_is_sent_to_the_new_address(under_way, mailoutbox):
    message = under_way(MessageKind.PAYMENT_RECEIVED, facts={"paid": "€20.00"})
    correct(message.booking)
    delivery.send(message, timezone.now())
    message.refresh_from_db()
    assert (message.state, message.recipient) == (MessageState.SENT, NEW)
    assert [mail.to for mail in mailoutbox] == [[NEW]]


def test_a_reminder_that_is_being_sent_goes_there(under_way, mailoutbox):
    start = timezone.now() + timedelta(hours=5)
    message = under_way(MessageKind.REMINDER, event=None, for_start=start)
    booking = message.booking
    booking.starts_at, booking.ends_at = start, start + timedelta(hours=1)
    booking.save(update_fields=["starts_at", "ends_at"])
    correct(booking)
    delivery.send(message, timezone.now())
    assert [mail.to for mail in mailoutbox] == [[NEW]]
