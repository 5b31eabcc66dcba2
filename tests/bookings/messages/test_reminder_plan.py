"""One reminder a start, 24 real hours before it (domain.md section 9)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError

from bookings import messages
from bookings.models import Channel, Message, MessageKind, MessageState
from tests.factories import BookingFactory, MessageFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(hours=24)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
START = datetime(2026, 3, 10, 9, tzinfo=UTC)
MOBILE = "+34612345678"


def booked(**kwargs):
    start = kwargs.pop("starts_at", START)
    values = {"starts_at": start, "ends_at": start + timedelta(hours=1), "phone": MOBILE, "send_sms_reminder": True}
    return BookingFactory(confirmed=True, **values | kwargs)


def test_it_goes_by_text_to_who_asked_for_one():
    message = messages.plan_reminder(booked(), now=NOW)
    assert (message.channel, message.recipient) == (Channel.SMS, MOBILE)
    assert (message.due_at, message.for_start, message.state) == (START - DAY, START, MessageState.PLANNED)


@pytest.mark.parametrize(
    "how", [{"send_sms_reminder": False}, {"phone": ""}, {"phone": "+3412", "phone_as_typed": "12"}]
)
def test_it_goes_by_email_where_a_text_is_not_wanted_or_not_possible(how):
    message = messages.plan_reminder(booked(contact=None, email="ada@example.com", **how), now=NOW)
    assert (message.channel, message.recipient) == (Channel.EMAIL, "ada@example.com")


def test_planned_twice_it_is_one_row():
    booking = booked()
    assert messages.plan_reminder(booking, now=NOW) == messages.plan_reminder(booking, now=NOW)
    assert Message.objects.count() == 1


def test_exactly_24_hours_ahead_is_early_enough():
    assert messages.plan_reminder(booked(), now=START - DAY).state == MessageState.PLANNED


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (START - DAY + timedelta(seconds=1), "booked less than 24 hours before the start"),
        (START, "it had already started"),
    ],
)
def test_what_was_booked_late_is_skipped_and_says_why(now, reason):
    booking = booked()
    message = messages.plan_reminder(booking, now=now)
    assert (message.state, message.reason) == (MessageState.SKIPPED, reason)
    assert messages.plan_reminder(booking, now=now) == message


def test_a_drop_counts_and_says_why():
    booking = booked()
    message = messages.plan_reminder(booking, now=NOW)
    assert messages.drop_reminders(booking, now=NOW, reason="The booking was canceled.") == 1
    message.refresh_from_db()
    assert (message.state, message.reason) == (MessageState.DROPPED, "The booking was canceled.")
    assert messages.drop_reminders(booking, now=NOW, reason="Again.") == 0


def test_after_a_move_and_back_there_is_a_reminder_again():
    booking = booked()
    dropped = messages.plan_reminder(booking, now=NOW)
    messages.drop_reminders(booking, now=NOW, reason="Moved.")
    again = messages.plan_reminder(booking, now=NOW)
    assert (again.state, again == dropped) == (MessageState.PLANNED, False)


def test_what_was_sent_is_not_planned_again():
    booking = booked()
    sent = messages.plan_reminder(booking, now=NOW)
    Message.objects.update(state=MessageState.SENT)
    booking.send_sms_reminder = False
    assert messages.plan_reminder(booking, now=NOW) == sent


def test_who_changes_their_mind_about_texts_gets_one_reminder_by_the_other_way():
    booking = booked()
    by_text = messages.plan_reminder(booking, now=NOW)
    booking.send_sms_reminder = False
    by_email = messages.plan_reminder(booking, now=NOW)
    by_text.refresh_from_db()
    assert (by_text.state, by_email.state) == (MessageState.DROPPED, MessageState.PLANNED)
    assert by_email.channel == Channel.EMAIL


def test_the_database_refuses_a_second_reminder_of_a_start():
    booking = booked()
    messages.plan_reminder(booking, now=NOW)
    with pytest.raises(IntegrityError, match="a_start_is_reminded_of_once"):
        MessageFactory(booking=booking, kind=MessageKind.REMINDER, channel=Channel.SMS, for_start=START)


def test_the_database_refuses_a_reminder_of_nothing():
    with pytest.raises(IntegrityError, match="a_reminder_names_its_start"):
        MessageFactory(kind=MessageKind.REMINDER)


@pytest.mark.parametrize(
    ("zone", "start", "a_day_before_on_the_wall"),
    [
        ("Europe/Madrid", "2026-03-29T10:00", "2026-03-28T09:00"),
        ("Europe/Madrid", "2026-10-25T10:00", "2026-10-24T11:00"),
        ("America/Santiago", "2026-09-06T10:00", "2026-09-05T09:00"),
        ("America/Santiago", "2026-04-05T10:00", "2026-04-04T11:00"),
        ("Australia/Lord_Howe", "2026-10-04T10:00", "2026-10-03T09:30"),
        ("Australia/Lord_Howe", "2026-04-05T10:00", "2026-04-04T10:30"),
        ("Asia/Kathmandu", "2026-03-29T10:00", "2026-03-28T10:00"),
    ],
)
def test_24_hours_are_real_hours_across_clock_changes(zone, start, a_day_before_on_the_wall):
    place = ZoneInfo(zone)
    start = datetime.fromisoformat(start).replace(tzinfo=place).astimezone(UTC)
    message = messages.plan_reminder(booked(starts_at=start, time_zone=place), now=NOW)
    assert start - message.due_at == DAY
    assert message.due_at.astimezone(place).strftime("%Y-%m-%dT%H:%M") == a_day_before_on_the_wall
