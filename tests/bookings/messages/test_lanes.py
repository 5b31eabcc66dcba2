"""Sending goes on in turns while it gets anywhere, and keeps no worker waiting where it does not."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from bookings import messages, tasks
from bookings.messages import outages, sweeping
from bookings.models import Channel, MessageState
from tests.factories import BookingFactory, MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def woken(monkeypatch):
    """Lanes that were asked to go on."""
    asked = []
    monkeypatch.setattr(tasks, "nudge", lambda _task, lane, token: asked.append((lane, token)))
    return asked


@pytest.fixture
def due():
    for _ in range(3):
        MessageFactory(booking=BookingFactory(confirmed=True), due_at=timezone.now() - timedelta(minutes=1))


@pytest.fixture
def one_a_turn(monkeypatch):
    sweep = sweeping.sweep
    monkeypatch.setattr(messages, "sweep", lambda now, seconds: sweep(now, seconds=0) or _one(now))


def _one(now):
    return int((message := sweeping.claim_next(now)) is not None and sweeping.send(message, now) is None)


def test_a_tick_that_leaves_something_starts_the_lanes_once(due, woken, one_a_turn):
    tasks.send_due_messages()
    tasks.send_due_messages()
    assert [lane for lane, _token in woken] == list(range(tasks.LANES))


def test_a_lane_goes_on_until_nothing_is_due(due, woken, one_a_turn):
    for _ in range(2):
        tasks.send_more_messages(0, "mine")
    assert woken == [(0, "mine")] * 2
    tasks.send_more_messages(0, "mine")
    assert (len(woken), cache.get(tasks._lane(0))) == (2, None)


def test_a_lane_that_was_begun_anew_meanwhile_ends(due, woken, one_a_turn):
    cache.set(tasks._lane(0), "anothers", tasks.LANE_ALIVE)
    tasks.send_more_messages(0, "mine")
    assert (woken, cache.get(tasks._lane(0))) == ([], "anothers")


def test_with_a_wrong_clock_no_lane_goes_on(due, woken, monkeypatch):
    monkeypatch.setattr(sweeping, "clock_agrees", lambda: False)
    tasks.send_due_messages()
    tasks.send_more_messages(0, "mine")
    assert woken == []


def test_by_a_wrong_clock_no_single_message_is_sent(due, monkeypatch, mailoutbox):
    monkeypatch.setattr(messages, "clock_agrees", lambda: False)
    tasks.send_message(MessageFactory(booking=BookingFactory(confirmed=True)).pk)
    assert mailoutbox == []


def test_a_turn_that_a_provider_made_long_is_the_last(due, woken, one_a_turn, monkeypatch):
    monkeypatch.setattr(outages, "SLOW", -tasks.TURN)
    tasks.send_more_messages(0, "mine")
    assert woken == []


def test_while_a_provider_is_slow_a_wake_up_leaves_the_message_to_the_sweep(mailoutbox):
    message = MessageFactory(booking=BookingFactory(confirmed=True))
    outages.watch(Channel.EMAIL, outages.SLOW + 1)
    messages.deliver(message.pk, timezone.now())
    message.refresh_from_db()
    assert (message.state, mailoutbox) == (MessageState.PLANNED, [])
    assert messages.sweep(timezone.now()) == 1


@pytest.mark.parametrize(("channel", "seconds"), [(Channel.EMAIL, 0.3), (Channel.SMS, 9.0)])
def test_a_quick_one_and_another_channel_hold_nothing_up(channel, seconds, mailoutbox):
    outages.watch(channel, seconds)
    messages.deliver(MessageFactory(booking=BookingFactory(confirmed=True)).pk, timezone.now())
    assert len(mailoutbox) == 1


def test_texts_do_not_wait_behind_mails_that_hang(reminder, texts, mailoutbox, due):
    outages.watch(Channel.EMAIL, outages.SLOW + 1)
    reminder()
    assert (messages.sweep(timezone.now()), len(texts()), len(mailoutbox)) == (2, 1, 1)
