"""Waking the worker after a commit. The row is the queue: a nudge that is lost costs a sweep's wait, nothing else."""

import logging
from typing import Any

from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def nudge(task: Task, *args: Any) -> None:
    """Sends `task` once the transaction has committed; Redis being down is logged, never raised."""
    transaction.on_commit(lambda: _send(task, *args), robust=True)


def _send(task: Task, *args: Any) -> None:
    try:
        task.delay(*args)
    except OperationalError as error:
        logger.warning("no wake-up for %s, its sweep will find the row: %s", task.name, error)
