"""A booking deleted by hand between claim and sending takes its messages along, and nobody is alarmed."""

import pytest
from django.core import mail
from django.utils import timezone

from bookings.messages.claims import claim
from bookings.messages.delivery import send
from bookings.models import Alert, Message
from tests.factories import BookingFactory, MessageFactory

pytestmark = pytest.mark.django_db


def test_a_message_whose_booking_is_gone_ends_without_a_word(caplog):
    caplog.set_level("INFO", logger="bookings")
    now = timezone.now()
    message = claim(MessageFactory(booking=BookingFactory(confirmed=True), due_at=now).pk, now)
    message.booking.delete()
    send(message, now)
    assert (mail.outbox, Message.objects.count(), Alert.objects.count()) == ([], 0, 0)
    assert [record.getMessage() for record in caplog.records] == [f"message {message.pk} went with its booking"]
