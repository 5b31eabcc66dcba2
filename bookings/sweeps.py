"""How sweeps go through their rows: a bounded batch, each by itself, one failure never stopping the others."""

import logging
from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet

logger = logging.getLogger(__name__)
BATCH = 200


def each(rows: QuerySet[Any], act: Callable[[Any], object]) -> int:
    """Calls `act` with up to BATCH rows; returns how many. What fails is logged and stays for the next sweep."""
    done = 0
    for row in list(rows[:BATCH]):
        try:
            act(row)
        except Exception:
            logger.exception("%s could not be dealt with; the next sweep tries again", _name(row))
        done += 1
    return done


def _name(row: Model) -> str:
    return f"{row._meta.label} {row.pk}"
