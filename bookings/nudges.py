"""Waking the worker after a commit. The row is the queue: a nudge that is lost costs a sweep's wait, nothing else."""

import logging
from collections.abc import Callable
from typing import Any

from celery import Task, current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from bookings.models import Heartbeat

logger = logging.getLogger(__name__)


def nudge(task: Task, *args: Any) -> None:
    """Sends `task` once the transaction has committed; Redis being down is logged, never raised."""
    transaction.on_commit(lambda: _send(task.name, task.delay, *args), robust=True)


def nudge_by_name(name: str, *args: Any) -> None:
    """The same for callers that the task's own module imports."""
    transaction.on_commit(lambda: _send(name, current_app.signature(name).delay, *args), robust=True)


def soon(task: Task, *args: Any) -> None:
    """By the worker; here and now where it was not seen lately, or can't be woken (journeys.md S31, B9)."""
    if Heartbeat.objects.is_fresh("worker", timezone.now()):
        try:
            task.delay(*args)
        except OperationalError as error:
            logger.warning("%s is done without the worker: %s", task.name, error)
        else:
            return
    task(*args)


def _send(name: str, delay: Callable[..., Any], *args: Any) -> None:
    try:
        delay(*args)
    except OperationalError as error:
        logger.warning("no wake-up for %s, its sweep will find the row: %s", name, error)
