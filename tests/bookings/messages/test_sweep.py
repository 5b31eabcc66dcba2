"""What is due is sent once, whoever sweeps; what was cut off is never sent again (domain.md 13.6)."""

import json
import os
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, connections
from django.utils import timezone

from bookings import messages
from bookings.messages import claims, sweeping
from bookings.models import Alert, Message, MessageState
from tests.factories import BookingFactory, MessageFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def confirmed(**kwargs):
    return BookingFactory(confirmed=True, **kwargs)


def test_the_oldest_is_sent_first_and_what_is_not_due_stays(reminder, texts):
    now = timezone.now()
    later, first = reminder(due_at=now), reminder(due_at=now - timedelta(hours=1))
    waiting = reminder(due_at=now + timedelta(seconds=1))
    assert messages.sweep(now) == 2
    assert [text["key"] for text in texts()] == [f"message-{first.pk}", f"message-{later.pk}"]
    waiting.refresh_from_db()
    assert waiting.state == MessageState.PLANNED


def test_after_a_failure_the_others_are_sent(reminder, texts):
    MessageFactory(booking=confirmed(email="no address\n"), due_at=timezone.now() - timedelta(hours=1))
    reminder()
    assert messages.sweep(timezone.now()) == 2
    assert len(texts()) == 1


def test_what_was_cut_off_is_uncertain_and_never_sent_again(reminder, texts):
    now = timezone.now()
    message = reminder(state=MessageState.SENDING, claimed_at=now - timedelta(minutes=2, seconds=1), attempts=1)
    assert messages.sweep(now) == 0
    message.refresh_from_db()
    assert (message.state, message.reason) == (MessageState.UNCERTAIN, "it was cut off while being sent")
    assert messages.sweep(now + timedelta(minutes=10)) == 0
    assert (texts(), Alert.objects.count()) == ([], 1)


def test_who_is_still_sending_is_left_alone(reminder):
    now = timezone.now()
    message = reminder(state=MessageState.SENDING, claimed_at=now - timedelta(minutes=2), attempts=1)
    messages.sweep(now)
    message.refresh_from_db()
    assert message.state == MessageState.SENDING


@pytest.mark.parametrize("away", [timedelta(seconds=12), timedelta(seconds=-12)])
def test_a_wrong_clock_sends_nothing_and_says_so(reminder, texts, caplog, away):
    reminder()
    with time_machine.travel(timezone.now() + away):
        assert messages.sweep(timezone.now() + timedelta(minutes=1)) == 0
    assert texts() == []
    assert [record.levelname for record in caplog.records if record.name == sweeping.__name__] == ["ERROR"]


def test_a_clock_a_little_off_is_good_enough(reminder, texts):
    reminder()
    with time_machine.travel(timezone.now() + timedelta(seconds=8)):
        messages.sweep(timezone.now())
    assert len(texts()) == 1


def test_a_sweep_ends_in_time_for_the_next(reminder, texts, monkeypatch):
    monkeypatch.setattr(sweeping, "SECONDS", 0)
    reminder()
    assert messages.sweep(timezone.now()) == 0


def test_logs_name_no_number_and_no_address(reminder, texts, caplog, monkeypatch):
    caplog.set_level("DEBUG")
    monkeypatch.setattr("bookings.messages.delivery.text_of", lambda message, booking: 1 / 0)
    message = reminder()
    messages.sweep(timezone.now())
    assert f"message {message.pk} could not be written" in caplog.text
    assert message.recipient not in caplog.text
    assert message.booking.email not in caplog.text


def test_a_claim_reads_only_what_is_due_however_much_is_planned(reminder):
    """domain.md section 9; the order is the index's own, so that nothing is sorted either."""
    now, booking = timezone.now(), confirmed()
    Message.objects.bulk_create(
        MessageFactory.build(booking=booking, kind="confirmed", recipient=f"{n}@example.com", due_at=now + n * MINUTE)
        for n in range(1, 3000)
    )
    for _ in range(5):
        reminder(due_at=now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE bookings_message")
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + claims.NEXT, {"now": now, "besides": []})
        [(found,)] = cursor.fetchall()
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    reads = [node for node in nodes(plan) if "Scan" in node["Node Type"]]
    assert {node.get("Index Name") for node in reads} == {"messages_that_may_be_due", "bookings_message_pkey"}
    assert [node["Node Type"] for node in nodes(plan) if "Sort" in node["Node Type"]] == []
    assert max(node["Actual Rows"] for node in reads) == 1


def nodes(plan):
    yield plan
    for part in plan.get("Plans", []):
        yield from nodes(part)


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_send_each_message_once(reminder, texts):
    now, start = timezone.now(), threading.Barrier(4)
    keys = {f"message-{reminder(recipient='+34612345678').pk}" for _ in range(5)}
    dealt_with = []

    def work():
        start.wait()
        dealt_with.append(messages.sweep(now))
        for key in keys:
            messages.deliver(int(key.removeprefix("message-")), now)
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(text["key"] for text in texts()) == sorted(keys)
    assert Message.objects.filter(state=MessageState.SENT, attempts=1).count() == len(keys)


SENDER = """
import sys, time, django
django.setup()
from django.db import connection
from django.utils import timezone
from bookings import messages
from bookings.messages.sms.file import FileGateway
send = FileGateway.send
def send_and_hang(self, to, text, key):
    send(self, to, text, key)
    print("sent", flush=True)
    time.sleep(60)
FileGateway.send = send_and_hang
connection.settings_dict["NAME"] = sys.argv[1]
messages.deliver(int(sys.argv[2]), timezone.now())
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_sending_and_recording_never_sends_twice(reminder, texts, settings):
    message = reminder()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "SMS_FILE": settings.SMS_FILE}
    arguments = [sys.executable, "-c", SENDER, connection.settings_dict["NAME"], str(message.pk)]
    with subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, text=True) as worker:
        try:
            assert worker.stdout.readline() == "sent\n"
        finally:
            worker.kill()
    for minutes in (1, 3, 60):
        messages.sweep(timezone.now() + timedelta(minutes=minutes))
    message.refresh_from_db()
    assert (message.state, len(texts())) == (MessageState.UNCERTAIN, 1)
