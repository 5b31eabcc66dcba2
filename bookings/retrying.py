"""Trying a verb again when the database says that somebody else was in the way, not that it is wrong."""

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import psycopg
from django.db import DatabaseError, connection

from bookings.errors import TryAgain

P = ParamSpec("P")
R = TypeVar("R")

_TRIES = 3
# Serialization failure, deadlock, lock timeout, exclusion violation (a time that was taken under our eyes).
_PASSING = frozenset({"40001", "40P01", "55P03", "23P01"})
# Booking.code, drawn by lot (bookings/codes.py): another draw will do.
_DRAWN = "bookings_booking_code_key"


class MovedMeanwhile(Exception):
    """What was read to know what to lock is not so any more: begin again."""


def is_passing(error: Exception) -> bool:
    """Whether the same asked again may well go through."""
    if isinstance(error, TryAgain | MovedMeanwhile):
        return True
    cause = error.__cause__
    if not isinstance(error, DatabaseError) or not isinstance(cause, psycopg.Error):
        return False
    return cause.sqlstate in _PASSING or cause.diag.constraint_name == _DRAWN


def retried(verb: Callable[P, R]) -> Callable[P, R]:
    """Up to three tries with a short random wait, then TryAgain. Inside a caller's transaction: one try, since
    only who began it can begin again."""

    @wraps(verb)
    def trying(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block:
            return verb(*args, **kwargs)
        problem: Exception | None = None
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(random.uniform(0.02, 0.2))  # noqa: S311 - to spread, not to hide
            try:
                return verb(*args, **kwargs)
            except (MovedMeanwhile, DatabaseError) as error:
                if not is_passing(error):
                    raise
                problem = error
        raise TryAgain from problem

    return trying
