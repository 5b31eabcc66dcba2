"""How sweeps go through their rows: a bounded batch in a bounded time, each row by itself."""

import logging
import time
from collections.abc import Callable
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.db.models import Model, QuerySet

logger = logging.getLogger(__name__)
BATCH = 200
SECONDS = 25  # well within the time that a task has


def each(rows: QuerySet[Any], act: Callable[[Any], object], *, seconds: float = SECONDS) -> int:
    """Calls `act` with up to BATCH rows, and begins no other after `seconds`; returns how many were reached.

    What fails is logged and stays for the next sweep. Raises SoftTimeLimitExceeded: then the whole task ends.
    """
    done, end = 0, time.monotonic() + seconds
    for row in list(rows[:BATCH]):
        if time.monotonic() >= end:
            break
        try:
            act(row)
        except SoftTimeLimitExceeded:
            raise
        except Exception:
            logger.exception("%s could not be dealt with; the next sweep tries again", _name(row))
        done += 1
    return done


def _name(row: Model) -> str:
    return f"{row._meta.label} {row.pk}"
