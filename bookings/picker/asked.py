"""What the address of a service's page says: month, day, person, place, party, zone, time; of a class its dates.

An address is typed, cut short and made up: what can't be read is left out, and nothing here ever raises.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, QueryDict

ZONE_COOKIE = "tz"  # what static/js/clock.js tells of the reader's own zone
START = "%Y-%m-%dT%H:%MZ"
YEARS = range(1971, 2200)  # so that hours may be added without leaving the calendar
CHOICE = "v"  # before a variant's id, in a form
MOST_CHOICES, MOST_PEOPLE, MOST_SESSIONS, MOST_WEEKS = 100, 999, 20, 104
_NUMBER = re.compile(r"[0-9]{1,9}")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_START = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z")


@dataclass(frozen=True, slots=True)
class Asked:
    """`month`: its first day. `who`, `where`: ids, not yet known to belong here. `zone`: to show times in.

    `usual`: how many people an address means that says nothing of it.
    Of a service with choices `choices` are (variant id, people), and `people` is their sum. Of a class `sessions` are
    ids of the chosen dates, `weeks` how far its list goes, `as_month` whether it is shown as a calendar.
    """

    month: date | None = None
    day: date | None = None
    who: int | None = None
    where: int | None = None
    people: int = 1
    zone: ZoneInfo | None = None
    start: datetime | None = None
    choices: tuple[tuple[int, int], ...] = ()
    sessions: tuple[int, ...] = ()
    weeks: int = 0
    as_month: bool = False
    usual: int = 1

    @classmethod
    def read(cls, data: QueryDict, *, usual: int = 1) -> "Asked":
        choices = choices_of(data)
        return cls(
            month=month_of(data.get("month", "")),
            day=day_of(data.get("day", "")),
            who=number_of(data.get("who", "")),
            where=number_of(data.get("where", "")),
            people=sum(count for _id, count in choices) if choices else number_of(data.get("n", "")) or usual,
            zone=zone_named(data.get("tz", "")),
            start=start_of(data.get("t", "")),
            choices=choices,
            sessions=tuple(dict.fromkeys(filter(None, map(number_of, data.getlist("s")[:MOST_SESSIONS])))),
            weeks=min(number_of(data.get("weeks", "")) or 0, MOST_WEEKS),
            as_month=data.get("view", "") == "month",
            usual=usual,
        )

    def but(self, **changes: Any) -> "Asked":
        return replace(self, **changes)

    def query(self) -> str:
        """ "?month=2026-03&who=4", or nothing where there is nothing to say."""
        pairs = {
            "month": f"{self.month:%Y-%m}" if self.month else "",
            "day": self.day.isoformat() if self.day else "",
            "who": self.who or "",
            "where": self.where or "",
            "n": self.people if self.people != self.usual and not self.choices else "",
            "tz": self.zone.key if self.zone else "",
            "t": self.start.strftime(START) if self.start else "",
            "view": "month" if self.as_month else "",
            "weeks": self.weeks or "",
        }
        given = [(name, value) for name, value in pairs.items() if value]
        given += [(f"{CHOICE}{pk}", count) for pk, count in self.choices]
        given += [("s", pk) for pk in self.sessions]
        return f"?{urlencode(given, safe='/:')}" if given else ""


def choices_of(data: QueryDict) -> tuple[tuple[int, int], ...]:
    """ "v12=2&v13=0" as ((12, 2), (13, 0)): how many people of each variant."""
    named = (
        (number_of(name[len(CHOICE) :]), number_of(data.get(name, ""))) for name in data if name.startswith(CHOICE)
    )
    found = ((pk, min(count or 0, MOST_PEOPLE)) for pk, count in named if pk)
    return tuple(found)[:MOST_CHOICES]


def number_of(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None


def month_of(text: str) -> date | None:
    return day_of(f"{text}-01") if _MONTH.fullmatch(text) else None


def day_of(text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None


def start_of(text: str) -> datetime | None:
    try:
        start = datetime.strptime(text, START).replace(tzinfo=UTC) if _START.fullmatch(text) else None
    except ValueError:
        return None
    return start if start and start.year in YEARS else None


@lru_cache(maxsize=1024)
def zone_named(text: str) -> ZoneInfo | None:
    """The zone of this IANA name. A name may come from anybody: it is a path to the library beneath."""
    if not text or len(text) > 64:
        return None
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        return None


def readers_zone(request: HttpRequest) -> ZoneInfo | None:
    """The zone that the reader's browser told of; None without the cookie."""
    return zone_named(unquote(request.COOKIES.get(ZONE_COOKIE, "")))
