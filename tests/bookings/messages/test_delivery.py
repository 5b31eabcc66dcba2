"""Claim, look again, send, record."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from bookings import messages
from bookings.messages import delivery
from bookings.messages.claims import claim, record
from bookings.models import Booking, Channel, Message, MessageKind, MessageState
from bookings.states import Status
from tests.factories import BookingFactory, MessageFactory, OptOutFactory

pytestmark = pytest.mark.django_db


def deliver(message, now=None):
    messages.deliver(message.pk, now or timezone.now())
    message.refresh_from_db()
    return message


def test_a_text_is_sent_and_recorded(reminder, texts):
    now = timezone.now()
    message = deliver(reminder(), now)
    [sent] = texts()
    assert (sent["to"], sent["key"]) == ("+34612345678", f"message-{message.pk}")
    assert (message.state, message.sent_at, message.provider_id) == (MessageState.SENT, now, sent["id"])
    assert (message.attempts, message.claimed_at) == (1, now)


def test_an_email_is_sent_and_recorded():
    message = deliver(MessageFactory(booking=BookingFactory(confirmed=True)))
    [sent] = mail.outbox
    assert sent.to == [message.recipient]
    assert (message.state, message.provider_id) == (MessageState.SENT, sent.extra_headers["Message-ID"])


def test_called_again_nothing_happens(reminder, texts):
    message = deliver(reminder())
    deliver(message)
    assert (len(texts()), message.attempts) == (1, 1)


def test_nothing_is_sent_before_it_is_due(reminder, texts):
    now = timezone.now()
    message = deliver(reminder(due_at=now + timedelta(seconds=1)), now)
    assert (message.state, texts()) == (MessageState.PLANNED, [])


@pytest.mark.parametrize("state", sorted(set(MessageState) - {MessageState.PLANNED}))
def test_only_what_is_planned_is_sent(reminder, texts, state):
    assert deliver(reminder(state=state)).state == state
    assert texts() == []


@pytest.mark.parametrize("status", [Status.PENDING, Status.CREATED])
def test_a_reminder_is_dropped_when_the_booking_does_not_stand(reminder, texts, status):
    message = reminder()
    Booking.objects.update(status=status, takes_places=False)
    words = Booking.objects.get().get_status_display()
    assert deliver(message).state == MessageState.DROPPED
    assert (message.reason, texts()) == (f"the booking was {words} by then", [])


def test_a_reminder_of_another_start_is_dropped(reminder, texts):
    message = reminder()
    start = message.for_start + timedelta(hours=2)
    Booking.objects.update(starts_at=start, ends_at=start + timedelta(hours=1))
    assert deliver(message).state == MessageState.DROPPED
    assert (message.reason, texts()) == ("the booking was moved", [])


def test_a_reminder_after_the_start_is_skipped(reminder, texts):
    message = reminder()
    assert deliver(message, message.for_start).state == MessageState.SKIPPED
    assert (message.reason, texts()) == ("it had already started", [])


def test_who_wants_no_text_any_more_gets_the_reminder_by_email(reminder, texts):
    message = reminder()
    Booking.objects.update(send_sms_reminder=False)
    assert deliver(message).state == MessageState.DROPPED
    by_email = Message.objects.get(channel=Channel.EMAIL)
    assert deliver(by_email).state == MessageState.SENT
    assert (texts(), mail.outbox[0].to) == ([], [message.booking.email])


def test_texts_that_never_left_are_not_counted(reminder, texts):
    message, before = reminder(), timezone.now() - timedelta(hours=3)
    for state in (MessageState.DROPPED, MessageState.SKIPPED, MessageState.FAILED) * 2:
        MessageFactory(
            booking=message.booking, channel="sms", recipient=message.recipient, state=state, claimed_at=before,
            resend_of=message,
        )  # fmt: skip
    assert deliver(message).state == MessageState.SENT


def test_a_number_that_answered_stop_gets_the_reminder_by_email(reminder, texts):
    message = reminder()
    OptOutFactory(phone=message.recipient)
    assert (deliver(message).state, message.reason) == (MessageState.SKIPPED, "this number answered STOP")
    by_email = Message.objects.get(channel=Channel.EMAIL)
    assert (by_email.state, by_email.recipient, texts()) == (MessageState.PLANNED, message.booking.email, [])


def test_a_number_that_wants_texts_again_gets_them(reminder, texts):
    message = reminder()
    OptOutFactory(phone=message.recipient, resumed_at=timezone.now())
    assert deliver(message).state == MessageState.SENT


def test_a_number_gets_five_texts_a_day_and_then_email(reminder, texts):
    now = timezone.now()
    for message in [reminder() for _ in range(6)]:
        deliver(message, now)
    assert len(texts()) == 5
    assert Message.objects.filter(state=MessageState.SKIPPED).count() == 1
    assert Message.objects.filter(state=MessageState.PLANNED, channel=Channel.EMAIL).count() == 1


@pytest.mark.parametrize(
    ("kind", "status"),
    [(MessageKind.CONFIRMED, Status.PENDING), (MessageKind.NEW_REQUEST, Status.CREATED)],
)
def test_an_email_that_is_no_longer_true_is_dropped(kind, status):
    booking = BookingFactory(status=status)
    assert deliver(MessageFactory(booking=booking, kind=kind)).state == MessageState.DROPPED
    assert mail.outbox == []


def test_an_attempt_that_was_given_up_records_nothing(reminder):
    now = timezone.now()
    message = claim(reminder().pk, now)
    Message.objects.update(state=MessageState.UNCERTAIN)
    assert not record(message, state=MessageState.PLANNED)
    assert Message.objects.get().state == MessageState.UNCERTAIN


def test_words_that_cannot_be_written_fail_without_a_send(reminder, texts, monkeypatch):
    def stumble(message, booking):
        raise ZeroDivisionError

    monkeypatch.setattr(delivery, "text_of", stumble)
    assert deliver(reminder()).state == MessageState.FAILED
    assert texts() == []


def test_texts_that_are_not_set_up_wait_and_say_so(reminder, settings):
    settings.SMS_BACKEND, settings.TWILIO_FROM = "twilio", ""
    message = deliver(reminder())
    assert (message.state, message.reason) == (MessageState.PLANNED, "sending texts is not set up")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_from_inside_a_transaction(reminder, texts):
    message = reminder()
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        messages.deliver(message.pk, timezone.now())
    assert texts() == []
