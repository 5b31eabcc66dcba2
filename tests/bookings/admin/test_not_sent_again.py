"""What has not left yet is not sent before its time, and nothing goes that would not be true any more."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bookings.messages import send_again
from bookings.messages.resending import NotLeftYet, NotTrueAnyMore
from bookings.models import Message, MessageKind
from tests.bookings.messages.writing import NOW, START, booked
from tests.factories import MessageFactory, OwnerFactory

pytestmark = pytest.mark.django_db
WAITS = "It has not left yet: it goes on Sun 29 March, 11:00, Madrid time (CEST, UTC+2)."
NOW_AND_THEN = "It has not left yet: it goes as soon as it can."
BUTTON = "Send it again"


@pytest.fixture(autouse=True)
def spring(time_machine):
    time_machine.move_to(NOW, tick=False)


def reminder(booking=None, **fields):
    booking = booking or booked(confirmed=True)
    fields = {"for_start": START, "due_at": START - timedelta(days=1)} | fields
    return MessageFactory(booking=booking, kind=MessageKind.REMINDER, **fields)


def refused(message):
    with pytest.raises((NotLeftYet, NotTrueAnyMore)) as error:
        send_again(message, now=NOW)
    assert not Message.objects.filter(resend_of__isnull=False, created_at=NOW).exists()
    return str(error.value)


def copy_of(sent, **fields):
    return MessageFactory(booking=sent.booking, resend_of=sent, created_at=NOW - timedelta(hours=1), **fields)


def test_a_planned_one_is_not_sent_early_and_the_owner_reads_when_it_goes(client):
    client.force_login(OwnerFactory())
    address = reverse("admin:bookings_message_resend", args=[reminder().pk])
    assert [str(said).replace("\u00a0", " ") for said in client.post(address, follow=True).context["messages"]] == [
        WAITS
    ]
    assert Message.objects.count() == 1


@pytest.mark.parametrize("state", ["planned", "sending", "dropped"])
def test_what_can_not_go_again_has_no_button(client, state):
    client.force_login(OwnerFactory())
    address = reverse("admin:bookings_message_change", args=[reminder(state=state).pk])
    assert BUTTON not in client.get(address).content.decode()


@pytest.mark.parametrize("state", ["sent", "failed", "uncertain", "skipped"])
def test_what_can_has_one(client, state):
    client.force_login(OwnerFactory())
    address = reverse("admin:bookings_message_change", args=[reminder(state=state).pk])
    assert BUTTON in client.get(address).content.decode()


def test_one_that_is_being_sent_is_left_alone():
    assert refused(reminder(state="sending")) == NOW_AND_THEN


def test_the_reminder_of_the_time_before_is_not_sent_while_one_of_the_new_time_waits():
    old = reminder(for_start=START - timedelta(days=3), state="sent")
    waits = reminder(old.booking, channel="sms", recipient="+34612345678")
    with pytest.raises(NotLeftYet) as error:
        send_again(old, now=NOW)
    assert error.value.shown == waits


def test_a_copy_that_still_waits_is_not_joined_by_another():
    sent = MessageFactory(booking=booked(confirmed=True), state="sent")
    waits = copy_of(sent, due_at=NOW + timedelta(minutes=5))
    assert refused(waits) == refused(sent)


def test_a_text_goes_again_although_its_email_waits():
    booking = booked(confirmed=True)
    MessageFactory(booking=booking, kind=MessageKind.CALLED_OFF)
    phone = booking.phone.as_e164
    text = MessageFactory(booking=booking, kind=MessageKind.CALLED_OFF, channel="sms", recipient=phone, state="sent")
    assert send_again(text, now=NOW).channel == "sms"


def test_a_reminder_skipped_since_the_start_was_near_may_go():
    skipped = reminder(state="skipped", reason="booked less than 24 hours before the start")
    assert send_again(skipped, now=NOW).resend_of == skipped


def test_after_the_start_it_may_not():
    late = reminder(booked(confirmed=True, starts_at=NOW - timedelta(hours=1), ends_at=NOW), state="skipped")
    assert refused(late) == "It is not sent: it had already started."


def test_a_dropped_one_says_why_it_was():
    dropped = reminder(state="dropped", reason="the booking was moved")
    assert refused(dropped) == "It is not sent: the booking was moved."


def test_one_that_was_sent_does_not_go_when_it_is_true_no_more():
    sent = MessageFactory(booking=booked(canceled=True), state="sent")
    assert refused(sent) == "It is not sent: the booking was canceled by then."
