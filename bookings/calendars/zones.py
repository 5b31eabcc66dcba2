"""A zone's own rules, as a calendar file carries them (RFC 5545 section 3.6.5).

Written here because a program without our zone's name trusts nothing else: the yearly rule where the clocks keep
one, which is all that Outlook reads, and each change by itself where they don't.
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
SECONDS = DAY // SECOND
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
TO_TELL = 12  # years after which a last Sunday is told from a fourth one


class Change(NamedTuple):
    """`at` on the clocks as they were before it, which is how RFC 5545 names it."""

    before: timedelta
    after: timedelta
    name: str
    at: datetime


def timezone_part(zone: ZoneInfo, first: int, last: int) -> Timezone:
    """Right for every instant of the years `first` to `last`."""
    part = Timezone()
    part.add("TZID", zone.key)
    changes = changes_of(zone, first - 1, last + 1)
    if not changes or changes[0].at.year >= first:
        part.add_component(_observance(_before(zone, first), ""))
    ruled = set()
    for change in changes:
        if change[:3] not in ruled:
            rule = _rule(zone, change)
            part.add_component(_observance(change, rule))
            ruled |= {change[:3]} if rule else set()
    return part


@lru_cache(maxsize=64)
def changes_of(zone: ZoneInfo, first: int, last: int) -> tuple[Change, ...]:
    """In order, with the first and last year."""
    return tuple(_changes(zone, datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)))


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[Change]:
    while start < end:
        if _offset(start, zone) != _offset(start + DAY, zone):
            instant = _moment_of_change(zone, start)
            before, after = _offset(start, zone), _offset(instant, zone)
            name = instant.astimezone(zone).tzname() or ""
            yield Change(before, after, name, (instant + before).replace(tzinfo=None))
        start += DAY


def _moment_of_change(zone: ZoneInfo, day: datetime) -> datetime:
    """To the second, within the day that begins there."""
    before = _offset(day, zone)
    second = bisect_left(range(SECONDS), True, key=lambda count: _offset(day + count * SECOND, zone) != before)
    return day + second * SECOND


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta(0)


def _before(zone: ZoneInfo, year: int) -> Change:
    """What the clocks show until the first change in that year or later, for times that no change is before."""
    start = datetime(year - 1, 1, 1, tzinfo=UTC)
    offset, name = _offset(start, zone), start.astimezone(zone).tzname() or ""
    return Change(offset, offset, name, datetime(1970, 1, 1))  # noqa: DTZ001 - RFC 5545: local


@lru_cache(maxsize=64)
def _rule(zone: ZoneInfo, change: Change) -> str:
    """The weekday of the month that it falls on each year from then on, such as "-1SU" or "2SU"; else nothing."""
    first, years = change.at.year, range(change.at.year, change.at.year + TO_TELL)
    all_of_them = changes_of(zone, first, first + TO_TELL - 1)
    same = [other.at for other in all_of_them if other[:3] == change[:3]]
    if [at.year for at in same] != list(years):
        return ""
    if len({(at.month, at.weekday(), at.time()) for at in same}) > 1:
        return ""
    day = WEEKDAYS[change.at.weekday()]
    if all((at + 7 * DAY).month != at.month for at in same):
        return f"-1{day}"
    weeks = {(at.day - 1) // 7 + 1 for at in same}
    return f"{weeks.pop()}{day}" if len(weeks) == 1 else ""


def _observance(change: Change, rule: str) -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
    part.add("DTSTART", change.at)
    if rule:
        part.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": change.at.month, "BYDAY": rule})
    part.add("TZNAME", change.name)
    part.add("TZOFFSETFROM", change.before)
    part.add("TZOFFSETTO", change.after)
    return part
