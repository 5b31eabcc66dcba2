"""Worker killed with -9, Redis emptied: every paid booking is resolved, nothing is said twice."""

import json
import random
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone

from bookings import messages
from bookings.actors import Actor
from bookings.lifecycle import record_payment
from bookings.models import Booking, Message
from bookings.states import Status
from bookings.tasks import decide_waiting_bookings, send_due_messages
from checkout.audit import audit
from tests.bookings.making import create
from tests.factories import BookingFactory, BusinessFactory, ResourceFactory, ServiceFactory, hour
from tests.races.worker import Worker, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

QUEUE = "killed"  # of its own: the browser tests' worker may be listening to the usual one
BOOKINGS, REMINDERS, KILLS = 40, 100, 6


@pytest.fixture
def sms_file(tmp_path):
    return tmp_path / "sms.jsonl"


@pytest.fixture
def worker(sms_file, tmp_path):
    mail = f"filemail:///{tmp_path / 'mail'}"
    with Worker(SMS_FILE=str(sms_file), EMAIL_URL=mail, QUEUE=QUEUE) as worker:
        yield worker


def decide() -> None:
    decide_waiting_bookings.apply_async(queue=QUEUE)


def send() -> None:
    send_due_messages.apply_async(queue=QUEUE)


def texts(path: Path) -> Counter[str]:
    return Counter(json.loads(line)["key"] for line in path.read_text().splitlines()) if path.exists() else Counter()


def kill_and_restart(worker: Worker, times: int, nudge) -> None:
    randomness = random.Random(20)
    for _ in range(times):
        nudge()
        time.sleep(randomness.uniform(0.2, 1.2) if worker.process else 0)
        worker.kill()
        worker.start()
        nudge()
        time.sleep(randomness.uniform(1.5, 3))


def paid_bookings() -> None:
    BusinessFactory(hold_minutes=0)
    service = ServiceFactory(groups=[[ResourceFactory() for _ in range(5)]])
    clocks = [hour(f"{9 + n % 8:02}:00") for n in range(BOOKINGS)]
    for n, clock in enumerate(clocks):
        booking = create(service, clock, email=f"c{n}@example.com")
        record_payment(booking, by=Actor.system(), now=timezone.now(), completed=True, in_person=booking.price)


def undecided() -> int:
    return Booking.objects.filter(status=Status.CREATED).count()


def test_a_worker_killed_while_confirming_leaves_no_paid_booking_behind(worker):
    paid_bookings()
    kill_and_restart(worker, 3, decide)
    decide()
    assert wait_until(lambda: undecided() == 0)
    assert Booking.objects.filter(status=Status.CONFIRMED).count() == BOOKINGS
    told = Counter(Message.objects.filter(kind="confirmed").values_list("booking", flat=True))
    assert set(told.values()) == {1}
    assert audit(timezone.now()) == []


def test_an_emptied_redis_costs_a_sweep_and_nothing_else(worker):
    paid_bookings()
    decide()
    cache._cache.get_client().flushdb()  # type: ignore[attr-defined]
    decide()
    assert wait_until(lambda: undecided() == 0)
    assert Booking.objects.filter(status=Status.CONFIRMED).count() == BOOKINGS


def due_reminders(count: int = REMINDERS) -> None:
    start = timezone.now() + timedelta(hours=23)
    for n in range(count):
        phone = f"+1202555{n:04}"
        booking = BookingFactory(confirmed=True, starts_at=start, send_sms_reminder=True, phone=phone)
        Message.objects.create(
            booking=booking,
            kind="reminder",
            channel="sms",
            recipient=phone,
            for_start=start,
            due_at=start - timedelta(hours=24),
            created_at=timezone.now() - timedelta(days=3),
        )


def test_one_tick_is_enough_for_more_than_one_turn(worker, sms_file):
    """However many are due: the turns go on by themselves, in several lanes, and end."""
    due_reminders(400)
    send()
    assert wait_until(lambda: states() == {"sent": 400})
    assert set(texts(sms_file).values()) == {1}


def states() -> Counter[str]:
    return Counter(Message.objects.filter(kind="reminder").values_list("state", flat=True))


def test_a_worker_killed_while_sending_never_sends_twice_and_loses_nothing(worker, sms_file):
    due_reminders()
    kill_and_restart(worker, KILLS, send)
    send()
    assert wait_until(lambda: states()["planned"] == 0)
    wait_until(lambda: states()["sending"] == 0, seconds=2)
    worker.kill()
    messages.sweep(timezone.now() + timedelta(minutes=3))
    sent = texts(sms_file)
    assert set(sent.values()) <= {1}
    assert states()["sent"] + states()["uncertain"] == REMINDERS
    assert states()["sent"] <= len(sent) <= REMINDERS
    uncertain = Message.objects.filter(state="uncertain")
    assert {alert.booking_id for message in uncertain for alert in message.booking.alerts.all()} == {
        message.booking_id for message in uncertain
    }
