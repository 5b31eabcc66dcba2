"""Known not sent is tried again, unknown never, refused for good is said."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import messages
from bookings.messages.delivery import waiting
from bookings.models import Alert, AlertKind, Channel, Message, MessageState
from tests.bookings.messages.sms.provider import listening
from tests.factories import BookingFactory, MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings):
    with listening() as server:
        settings.SMS_BACKEND, settings.TWILIO_URL = "twilio", server.url
        settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN, settings.TWILIO_FROM = "AC1", "x", "+12025550199"
        yield server


def deliver(message, now=None):
    messages.deliver(message.pk, now or timezone.now())
    message.refresh_from_db()
    return message


def confirmation(**kwargs):
    return MessageFactory(booking=BookingFactory(confirmed=True), **kwargs)


def test_a_limit_at_the_provider_is_tried_again_and_then_sent(reminder, provider):
    provider.status, now = 429, timezone.now()
    message = deliver(reminder(), now)
    assert (message.state, message.reason) == (MessageState.PLANNED, "the provider refused it (429)")
    assert message.due_at == now + timedelta(seconds=30)
    provider.status = 201
    assert deliver(message, message.due_at).state == MessageState.SENT
    assert (message.attempts, message.reason) == (2, "")


def test_the_waits_double_up_to_an_hour():
    minutes = [waiting(attempts).total_seconds() / 60 for attempts in (1, 2, 3, 7, 8, 9, 5000)]
    assert minutes == [0.5, 1, 2, 32, 60, 60, 60]


def test_it_is_not_tried_again_after_the_start(reminder, provider):
    provider.status = 429
    message = reminder()
    assert deliver(message, message.for_start - timedelta(seconds=20)).state == MessageState.FAILED


def test_what_tells_of_a_time_gone_by_is_tried_for_a_day(smtp):
    smtp.answers[""] = None
    start = timezone.now() - timedelta(hours=2)
    booking = BookingFactory(canceled=True, starts_at=start, ends_at=start + timedelta(hours=1))
    message = deliver(MessageFactory(booking=booking, kind="canceled"))
    assert message.state == MessageState.PLANNED
    assert deliver(message, message.created_at + timedelta(hours=24)).state == MessageState.FAILED


@pytest.mark.parametrize("status", [500, 0])
def test_an_unknown_answer_is_never_repeated_and_the_owner_is_told(reminder, provider, status):
    provider.status = status
    message = deliver(reminder())
    deliver(message)
    assert (message.state, len(provider.requests)) == (MessageState.UNCERTAIN, 1)
    alert = Alert.objects.get()
    assert (alert.kind, alert.booking) == (AlertKind.MESSAGE_UNCERTAIN, message.booking)
    assert alert.text == (
        f"{message.booking.code}: the message “reminder” by text may not have arrived (no. {message.pk})"
    )


def test_a_number_that_takes_no_texts_gets_the_reminder_by_email(reminder, provider):
    provider.status, provider.answer = 400, {"code": 21614}
    message = deliver(reminder())
    assert (message.state, message.reason) == (MessageState.FAILED, "this number can't receive texts")
    by_email = Message.objects.get(channel=Channel.EMAIL)
    assert (by_email.for_start, by_email.recipient) == (message.for_start, message.booking.email)
    assert deliver(by_email).state == MessageState.SENT


def test_nothing_takes_mail_from_us(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    message = deliver(confirmation())
    assert (message.state, message.reason) == (MessageState.PLANNED, "the mail server could not be reached")


def test_mail_that_was_taken_is_sent(smtp):
    message = deliver(confirmation())
    [content] = smtp.mails
    assert message.state == MessageState.SENT
    assert content.count(f"Message-ID: {message.provider_id}".encode()) == 1


@pytest.mark.parametrize(
    ("command", "answer", "state", "reason"),
    [
        ("RCPT", "450 later", MessageState.PLANNED, "the mail server refused it (450)"),
        ("RCPT", "550 nobody here", MessageState.FAILED, "the mail server refused it (550)"),
        ("MAIL", "451 later", MessageState.PLANNED, "the mail server refused it (451)"),
        ("DATA", "554 no", MessageState.FAILED, "the mail server refused it (554)"),
        (".", "452 full", MessageState.PLANNED, "the mail server refused it (452)"),
        (".", None, MessageState.UNCERTAIN, "the mail server gave no answer"),
        (".", 1.5, MessageState.UNCERTAIN, "the mail server gave no answer"),
        ("", "554 not you", MessageState.PLANNED, "the mail server could not be reached"),
    ],
)
def test_each_answer_of_a_mail_server_is_told_apart(smtp, command, answer, state, reason):
    smtp.answers[command] = answer
    message = deliver(confirmation())
    assert (message.state, message.reason) == (state, reason)
    assert Alert.objects.count() == (state in (MessageState.FAILED, MessageState.UNCERTAIN))


def test_a_bad_goodbye_does_not_make_sent_mail_uncertain(smtp):
    smtp.answers["QUIT"] = 1.5
    assert deliver(confirmation()).state == MessageState.SENT


def test_an_address_that_is_none_fails_for_good(smtp):
    message = deliver(MessageFactory(booking=BookingFactory(confirmed=True, email="no address\n")))
    assert (message.state, smtp.mails) == (MessageState.FAILED, [])


def test_a_reminder_that_failed_by_text_and_by_email_is_for_the_owner_to_see(reminder, provider):
    message = reminder()
    start = message.for_start
    by_email = {"booking": message.booking, "kind": message.kind, "for_start": start}
    MessageFactory(**by_email, channel="email", state=MessageState.FAILED)
    provider.status, provider.answer = 400, {"code": 21614}
    assert deliver(message).state == MessageState.FAILED
    assert [alert.booking for alert in Alert.objects.all()] == [message.booking]
