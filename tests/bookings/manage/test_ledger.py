"""Every state of a message reads as a sentence; mail that came back is said at once (journeys.md S15 to S17)."""

import pytest
from django.utils import timezone

from bookings import links, messages
from bookings.models import Channel, MessageKind, MessageState
from tests.factories import BookingFactory, MessageFactory, OptOutFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
ANA = "ana@example.com"


@pytest.fixture
def booking():
    return BookingFactory(confirmed=True, cancel_until=None, email=ANA)


def told(booking, **kwargs):
    return MessageFactory(booking=booking, recipient=ANA, sent_at=timezone.now(), **kwargs)


def context(client, booking):
    return client.get(links.path(booking)).context


def texts(client, booking):
    page = context(client, booking)
    return [
        entry.text for name in ("next", "messages_sent") for entry in page[name] if entry.text.startswith("Email to")
    ]


@pytest.mark.parametrize(
    ("state", "reason", "sentence"),
    [
        (MessageState.PLANNED, "", "planned."),
        (MessageState.SENDING, "", "being sent."),
        (MessageState.SENT, "", "sent."),
        (MessageState.DELIVERED, "", "delivered."),
        (MessageState.FAILED, "the mail came back", "not delivered: the mail came back."),
        (MessageState.UNCERTAIN, "it was cut off", "may not have arrived: it was cut off."),
        (MessageState.SKIPPED, "it had already started", "not sent: it had already started."),
    ],
)
def test_each_state_is_a_sentence(client, booking, state, reason, sentence):
    told(booking, state=state, reason=reason)
    assert texts(client, booking) == [f"Email to ana@example.com, {sentence}"]


def test_booked_late_the_reminder_says_why_there_is_none(client, booking):
    reason = "booked less than 24 hours before the start"
    told(booking, kind=MessageKind.REMINDER, for_start=booking.starts_at, state=MessageState.SKIPPED, reason=reason)
    assert texts(client, booking) == [f"Email to ana@example.com, not sent: {reason}."]


def test_who_answered_stop_reads_that_the_reminder_is_an_email(client):
    OptOutFactory(phone="+34612345678")
    booking = BookingFactory(confirmed=True, email=ANA, phone="+34612345678", send_sms_reminder=True)
    messages.plan_reminder(booking, now=timezone.now())
    assert texts(client, booking) == ["Email to ana@example.com, planned: the phone number answered STOP."]


def test_mail_that_came_back_is_said_with_what_helps(client, booking):
    told(booking, state=MessageState.FAILED, reason="the mail came back")
    page = context(client, booking)
    assert page["undelivered"] == ANA
    assert [words for _url, words in page["bounced_links"]] == ["Change the address", "Calendar file"]
    assert "We could not deliver mail to ana@example.com." in client.get(links.path(booking)).content.decode()


def test_a_request_has_no_calendar_file_yet(client):
    booking = BookingFactory(pending=True, email=ANA)
    told(booking, kind=MessageKind.RECEIVED, state=MessageState.FAILED)
    assert [words for _url, words in context(client, booking)["bounced_links"]] == ["Change the address"]


def test_with_another_address_it_is_no_news_any_more(client, booking):
    told(booking, state=MessageState.FAILED)
    booking.email = "ana@other.example"
    booking.save()
    assert context(client, booking)["undelivered"] == ""


def test_mail_that_got_through_since_says_nothing(client, booking):
    told(booking, state=MessageState.FAILED)
    told(booking, kind=MessageKind.RESCHEDULED, state=MessageState.DELIVERED)
    assert context(client, booking)["undelivered"] == ""


def test_a_text_that_failed_is_no_mail(client, booking):
    told(booking, state=MessageState.FAILED, channel=Channel.SMS)
    assert context(client, booking)["undelivered"] == ""


def test_the_form_asks_for_no_number_for_texts_that_are_not_sent(client):
    OptOutFactory(phone="+34612345678")
    booking = BookingFactory(confirmed=True, phone="+34612345678", send_sms_reminder=True)
    assert not client.get(f"{links.path(booking)}contact/").context["form"].texts
