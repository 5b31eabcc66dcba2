"""A text's fate as its provider tells it: only forward, whatever comes twice, late or early."""

import itertools

import pytest
from django.utils import timezone

from bookings import messages
from bookings.messages import opt_out
from bookings.messages.claims import claim, record
from bookings.messages.troubles import give_up
from bookings.models import Alert, Channel, Message, MessageKind, MessageState
from tests.bookings.messages.sms.notices import STATUS, post, tell, use_twilio
from tests.bookings.messages.sms.provider import listening
from tests.factories import MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _twilio(settings):
    use_twilio(settings)
    settings.ROOT_URLCONF, settings.ALLOWED_HOSTS = "config.urls", ["book.example.com"]


@pytest.fixture
def sent(reminder):
    return reminder(state=MessageState.SENT, provider_id="SM1")


def state_of(message):
    message.refresh_from_db()
    return message.state


def test_a_text_that_arrived_is_delivered(client, sent):
    assert tell(client, sent, "delivered").status_code == 204
    assert state_of(sent) == MessageState.DELIVERED
    assert sent.delivered_at is not None


def test_a_reminder_that_did_not_arrive_goes_by_email_once(client, sent):
    for _ in range(2):
        tell(client, sent, "undelivered", code="30005")
    assert (state_of(sent), sent.reason) == (MessageState.FAILED, "no phone has this number")
    by_email = Message.objects.get(channel=Channel.EMAIL)
    assert (by_email.for_start, by_email.recipient) == (sent.for_start, sent.booking.email)
    assert Alert.objects.count() == 0


@pytest.mark.parametrize(("code", "stopped"), [("21610", True), ("30005", False)])
def test_a_notice_that_the_customer_answered_stop_is_obeyed(client, sent, code, stopped):
    for _ in range(2):
        tell(client, sent, "failed", code=code)
    assert opt_out.stopped(sent.recipient) is stopped
    assert (Message.objects.filter(channel=Channel.EMAIL).count(), Alert.objects.count()) == (1, 0)


def test_a_notice_that_comes_again_after_start_stops_nothing(client, sent):
    tell(client, sent, "failed", code="21610")
    opt_out.resume(sent.recipient, timezone.now())
    tell(client, sent, "failed", code="21610")
    assert not opt_out.stopped(sent.recipient)


def test_another_text_that_did_not_arrive_is_for_the_owner_to_look_at(client):
    text = MessageFactory(kind=MessageKind.CALLED_OFF, channel=Channel.SMS, state="sent", provider_id="SM1")
    tell(client, text, "failed", code="1e9")
    assert (state_of(text), text.reason) == (
        MessageState.FAILED,
        "the provider could not deliver it (no reason given)",
    )
    assert [alert.booking for alert in Alert.objects.all()] == [text.booking]


def test_a_reminder_that_fails_after_the_start_is_not_repeated(client, sent, time_machine):
    time_machine.move_to(sent.for_start)
    tell(client, sent, "failed")
    assert (Message.objects.count(), Alert.objects.count()) == (1, 1)


@pytest.mark.parametrize("order", list(itertools.permutations(["queued", "sent", "delivered"])))
def test_notices_out_of_order_end_the_same(client, sent, order):
    for status in (*order, *order):
        tell(client, sent, status)
    assert state_of(sent) == MessageState.DELIVERED


@pytest.mark.parametrize(("first", "then"), [("delivered", "failed"), ("undelivered", "delivered")])
def test_what_is_known_is_not_taken_back(client, sent, first, then):
    tell(client, sent, first)
    known = state_of(sent)
    tell(client, sent, then)
    assert state_of(sent) == known


@pytest.mark.parametrize(
    ("status", "state"), [("queued", "sent"), ("sent", "sent"), ("delivered", "delivered"), ("failed", "failed")]
)
def test_what_was_uncertain_is_solved_by_a_notice(client, reminder, status, state):
    message = claim(reminder().pk, timezone.now())
    give_up(message, "no answer", timezone.now())
    other = Alert.objects.create(
        kind="message_uncertain", booking=message.booking, text=f"(no. {message.pk}1)", created_at=timezone.now()
    )
    tell(client, message, status)
    assert (state_of(message), message.provider_id) == (state, "SM1")
    assert list(Alert.objects.filter(solved_at=None)) == [other]


def test_a_notice_that_overtakes_our_own_record_counts(client, reminder):
    message = claim(reminder().pk, timezone.now())
    tell(client, message, "delivered")
    assert not record(message, state=MessageState.SENT, provider_id="SM1")
    assert (state_of(message), message.provider_id) == (MessageState.DELIVERED, "SM1")
    assert message.sent_at is not None


def test_that_it_is_queued_leaves_an_attempt_to_its_own_record(client, reminder):
    message = claim(reminder().pk, timezone.now())
    tell(client, message, "queued")
    assert state_of(message) == MessageState.SENDING


def test_a_notice_about_another_text_changes_nothing(client, sent):
    tell(client, sent, "failed", sid="SM2")
    assert state_of(sent) == MessageState.SENT


def test_without_our_name_the_providers_is_enough(client, sent, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        post(client, STATUS, {"MessageSid": "SM1", "MessageStatus": "delivered"})
    assert state_of(sent) == MessageState.DELIVERED


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("", {}),
        ("?message=0", {"MessageSid": "SM7", "MessageStatus": "delivered"}),
        ("?message=999999", {"MessageSid": "SM1", "MessageStatus": "delivered"}),
        ("?message=1%00", {"MessageSid": "SM3", "MessageStatus": "delivered"}),
        ("?message=99999999999999999999", {"MessageSid": "SM4", "MessageStatus": "delivered"}),
        ("", {"MessageSid": "SM\x00", "MessageStatus": "delivered"}),
        ("", {"MessageSid": "SM1", "MessageStatus": "exploded"}),
    ],
)
def test_garbage_is_harmless(client, sent, query, form):
    assert post(client, STATUS + query, form).status_code == 204
    assert state_of(sent) == MessageState.SENT


def test_an_email_is_none_of_twilios_business(client):
    mail = MessageFactory(state="sent", provider_id="SM1")
    tell(client, mail, "failed")
    assert state_of(mail) == MessageState.SENT


def test_every_text_says_where_its_fate_is_told(reminder, settings):
    with listening() as provider:
        settings.TWILIO_URL = provider.url
        message = reminder()
        messages.deliver(message.pk, timezone.now())
    [(_path, _authorization, form)] = provider.requests
    assert form["StatusCallback"] == f"https://book.example.com{STATUS}?message={message.pk}"
