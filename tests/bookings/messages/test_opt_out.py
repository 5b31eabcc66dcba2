"""STOP is kept and obeyed, START ends it (domain.md section 9)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import messages
from bookings.messages import answers, opt_out
from bookings.models import Channel, Message, MessageKind, MessageState, OptOut
from tests.bookings.messages.conftest import MOBILE
from tests.factories import BookingFactory, MessageFactory, OptOutFactory

pytestmark = pytest.mark.django_db
STOPPED, BY_EMAIL = "this number answered STOP", "the phone number answered STOP"


def hear(text, phone=MOBILE):
    answers.hear(phone, text, timezone.now())
    return opt_out.stopped(phone)


def booked(**kwargs):
    values = {"confirmed": True, "phone": MOBILE, "send_sms_reminder": True}
    return BookingFactory(**values | kwargs)


@pytest.mark.parametrize("text", ["STOP", " stop\n", "Stop.", "STOPALL", "Unsubscribe", "cancel", "END", "quit"])
def test_each_word_for_stop_stops(text):
    assert hear(text)


@pytest.mark.parametrize("text", ["START", "unstop", " Yes "])
def test_each_word_for_start_starts_again(text):
    row = OptOutFactory(phone=MOBILE)
    assert not hear(text)
    row.refresh_from_db()
    assert row.resumed_at is not None


@pytest.mark.parametrize("text", ["Please do not stop", "I will be late", "", "stop 2"])
def test_anything_else_is_kept_nowhere(text):
    assert not hear(text)
    assert OptOut.objects.count() == 0


def test_a_second_stop_changes_nothing():
    hear("STOP")
    row = OptOut.objects.get()
    hear("STOP")
    assert [each.stopped_at for each in OptOut.objects.all()] == [row.stopped_at]


def test_stop_start_and_stop_leave_a_history():
    stopped = [hear(text) for text in ("STOP", "START", "STOP")]
    assert (stopped, OptOut.objects.count()) == ([True, False, True], 2)


def test_another_number_still_gets_texts():
    hear("STOP")
    assert not opt_out.stopped("+34612345679")


def test_whether_a_number_is_stopped_is_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        opt_out.stopped(MOBILE)


def test_a_waiting_reminder_becomes_an_email_for_the_same_moment():
    booking = booked()
    planned = messages.plan_reminder(booking, now=timezone.now())
    hear("STOP")
    hear("STOP")
    planned.refresh_from_db()
    by_email = Message.objects.get(channel=Channel.EMAIL)
    assert (planned.state, planned.reason) == (MessageState.SKIPPED, STOPPED)
    assert (by_email.due_at, by_email.recipient, by_email.reason) == (planned.due_at, booking.email, BY_EMAIL)


def test_one_that_is_out_already_stays_as_it_is():
    booking = booked()
    sent = messages.plan_reminder(booking, now=timezone.now())
    Message.objects.update(state=MessageState.SENT)
    hear("STOP")
    assert list(Message.objects.values_list("pk", "state")) == [(sent.pk, MessageState.SENT)]


def test_a_text_beside_an_email_is_let_go():
    text = MessageFactory(booking=booked(), kind=MessageKind.CALLED_OFF, channel=Channel.SMS, recipient=MOBILE)
    hear("STOP")
    assert list(Message.objects.values_list("pk", "state", "reason")) == [(text.pk, MessageState.SKIPPED, STOPPED)]


def test_a_reminder_planned_later_is_an_email_and_says_why():
    OptOutFactory(phone=MOBILE)
    reminder = messages.plan_reminder(booked(), now=timezone.now())
    assert (reminder.channel, reminder.reason) == (Channel.EMAIL, BY_EMAIL)


def test_an_offer_by_text_is_skipped_with_the_reason():
    OptOutFactory(phone=MOBILE)
    text = messages.plan_text(MessageKind.WAITLIST_OFFER, booked(), event=None, now=timezone.now())
    assert (text.state, text.reason) == (MessageState.SKIPPED, STOPPED)


def test_after_start_reminders_are_texts_again():
    hear("STOP")
    hear("START")
    assert messages.plan_reminder(booked(), now=timezone.now()).channel == Channel.SMS


def test_a_text_sent_again_to_a_stopped_number_is_an_email():
    OptOutFactory(phone=MOBILE)
    sent = MessageFactory(booking=booked(), kind=MessageKind.CALLED_OFF, channel=Channel.SMS, recipient=MOBILE)
    again = messages.resend(sent, now=timezone.now() + timedelta(minutes=5))
    assert (again.channel, again.recipient) == (Channel.EMAIL, sent.booking.email)


def test_a_phone_that_is_none_leaves_the_reason_on_the_reminder():
    booking = booked(phone="", phone_as_typed="12", send_sms_reminder=False)
    reminder = messages.plan_reminder(booking, now=timezone.now())
    assert (reminder.channel, reminder.reason) == (
        Channel.EMAIL,
        "texts can't go to the phone number that was given",
    )
