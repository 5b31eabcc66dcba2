"""The Celery worker of the browser tests, and the sweeps that beat would send it."""

import time
from typing import Any

from django.conf import settings
from redis import Redis

from bookings import tasks as bookings_tasks
from checkout import tasks as checkout_tasks
from tests.races.worker import Worker, wait_until

MOMENT = 0.1  # seconds
SWEEPS = (
    bookings_tasks.send_due_messages,
    bookings_tasks.decide_waiting_bookings,
    bookings_tasks.expire_requests,
    checkout_tasks.expire_checkouts,
    checkout_tasks.settle_payments,
    checkout_tasks.deliver_sandbox_notices,
)


class Workshop(Worker):
    """One worker for all tests: `rest()` before its rows are taken away."""

    def sweep(self) -> None:
        for task in SWEEPS:
            task.delay()

    def rest(self) -> None:
        """Returns when nothing is queued and nothing is being done."""
        redis = Redis.from_url(settings.REDIS_URL)
        assert wait_until(lambda: is_idle(redis), seconds=30), "The worker still has work to do."


def is_idle(redis: Any) -> bool:
    """Seen twice: what the worker takes off the list is written to `unacked` a moment later."""
    if nothing_to_do(redis):
        time.sleep(MOMENT)
        return nothing_to_do(redis)
    return False


def nothing_to_do(redis: Any) -> bool:
    prefix = settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"]
    return not redis.llen(f"{prefix}celery") and not redis.hlen(f"{prefix}unacked")
