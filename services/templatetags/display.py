"""Filters for money, durations and local time; a template builtin, so no page loads it.

Each is services.wording under a template's roof. What is not there (None, or an undefined name) shows as nothing.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import template

from services import wording

register = template.Library()


def _add(name: str, words: Callable[..., str]) -> None:
    @wraps(words)  # Django reads the arguments that a filter takes through this
    def shown(value: Any, *arguments: Any) -> str:
        return "" if value is None or value == "" else words(value, *arguments)

    register.filter(name, shown)


_add("money", wording.money)
_add("minutes", wording.minutes)
_add("minutes_long", wording.minutes_long)
_add("clock", wording.clock)
_add("moment", wording.moment)
_add("day", wording.day_label)
_add("weekday_date", wording.weekday_date)
_add("month", wording.month_label)
_add("zone_city", wording.zone_city)
_add("zone_label", wording.zone_label)
_add("offset_label", wording.offset_label)
_add("plain", wording.plain)
