"""When a resource is open: local rules turned into UTC instants, whole seconds since 1970. Pure.

Clock changes are dealt with here only: a local time that does not exist moves forward by the gap; of one that
exists twice a block's start takes the first and its end the second, so that the repeated hour is inside and is
offered twice (domain.md section 6).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAY = 86_400
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock's reading: local time before its zone is known
EPOCH_DAY = EPOCH.toordinal()
MONDAY = 4  # days after the epoch, a Thursday
BACK_DAYS, AHEAD_DAYS = 7, 15  # how far blocks that cross midnight are followed; the longest service: two weeks

Local = tuple[int, int, int | None]  # seconds after the day's midnight, end may pass 24 h; location
Row = tuple[int, int, int | None]  # start, end as instants; location


@dataclass(frozen=True, slots=True)
class WeeklyBlock:
    """Open on every such weekday (0 = Monday); an end at or before the start is on the next day."""

    weekday: int
    start: time
    end: time
    location_id: int | None = None


@dataclass(frozen=True, slots=True)
class DatedException:
    """On these days, both included, other hours hold instead; no blocks: closed, and closed wins."""

    first_on: date
    last_on: date
    blocks: tuple[tuple[time, time, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Hours:
    """`always_open` stands for the weekly blocks of a room or thing without hours; exceptions still hold."""

    weekly: tuple[WeeklyBlock, ...]
    exceptions: tuple[DatedException, ...]
    zone: ZoneInfo
    always_open: bool = False


class Block(NamedTuple):
    """Open time in one piece; a service's grid begins at `start`. It begins before `end`, and is over by
    `until`: the end of the last block of the same location that touches this one, each in turn."""

    start: int
    end: int
    location_id: int | None
    until: int


def open_blocks(hours: Hours, start: int, end: int) -> list[Block]:
    """The blocks that meet [start, end), sorted, whole: not clipped to it.

    Blocks of one location that overlap are joined; those that only touch are not, since each begins a grid;
    blocks of different locations stay apart, and may overlap.
    """
    if start >= end:
        return []
    return [block for block in _blocks(hours, start // DAY, end // DAY) if block.end > start and block.start < end]


@lru_cache(maxsize=256)
def _blocks(hours: Hours, first: int, last: int) -> list[Block]:
    """Of those days after the epoch, and around them. Kept, since most people of a business keep the same hours."""
    times = [(block.start, block.end) for block in hours.weekly]
    times += [(begins, ends) for exception in hours.exceptions for begins, ends, _ in exception.blocks]
    far = hours.always_open or any(ends <= begins for begins, ends in times)
    back, ahead = (BACK_DAYS, AHEAD_DAYS) if far else (0, 0)
    rows = sorted(_instants(hours, first - 2 - back, last + 1 + ahead), key=itemgetter(0))
    return _linked(_joined(rows))


def local_day_bounds(zone: ZoneInfo, day: date) -> tuple[int, int]:
    """The instants at which a local day begins and ends: 23, 24, 25 hours apart, 0 if the day was skipped."""
    midnight = (day.toordinal() - EPOCH_DAY) * DAY
    return instant(zone, midnight), instant(zone, midnight + DAY)


def local_days(zone: ZoneInfo, first: date, last: date) -> list[tuple[date, int, int]]:
    """(day, start, end) of each local day from first to last, both included, without days that were skipped."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    bounds = ((day, *local_day_bounds(zone, day)) for day in days)
    return [(day, start, end) for day, start, end in bounds if start < end]


def _seconds(start: time, end: time, location_id: int | None) -> Local:
    first = start.hour * 3600 + start.minute * 60 + start.second
    last = end.hour * 3600 + end.minute * 60 + end.second
    return first, last if last > first else last + DAY, location_id


def _weekdays(hours: Hours) -> list[list[Local]]:
    if hours.always_open:
        return [[(0, DAY, None)]] * 7
    week: list[list[Local]] = [[], [], [], [], [], [], []]
    for block in hours.weekly:
        week[block.weekday].append(_seconds(block.start, block.end, block.location_id))
    return week


def _exceptional_days(hours: Hours, first_day: int, last_day: int) -> dict[int, list[Local]]:
    """Day number -> the blocks that hold on it, for the days with an exception."""
    days: dict[int, list[Local]] = {}
    closed: set[int] = set()
    for exception in hours.exceptions:
        first = max(exception.first_on.toordinal() - EPOCH_DAY, first_day)
        last = min(exception.last_on.toordinal() - EPOCH_DAY, last_day)
        blocks = [_seconds(*block) for block in exception.blocks]
        for day in range(first, last + 1):
            days.setdefault(day, []).extend(blocks)
            if not blocks:
                closed.add(day)
    return days | {day: [] for day in closed}


def _instants(hours: Hours, first_day: int, last_day: int) -> list[Row]:
    """The rules of each day, by its number after the epoch, as UTC instants; not joined yet."""
    week, zone = _weekdays(hours), hours.zone
    exceptional = _exceptional_days(hours, first_day, last_day)
    rows: list[Row] = []
    for day, offset in enumerate(_offsets(zone, first_day, last_day), first_day):
        blocks = exceptional[day] if day in exceptional else week[(day - MONDAY) % 7]
        midnight = day * DAY
        if offset is None and instant(zone, midnight) == instant(zone, midnight + DAY):
            continue  # a day that the place skipped has no hours
        for first, last, location_id in blocks:
            if offset is not None and last <= DAY:
                utc = midnight - offset
                rows.append((utc + first, utc + last, location_id))
                continue
            begins, ends = instant(zone, midnight + first), instant(zone, midnight + last, again=True)
            if begins < ends:
                rows.append((begins, ends, location_id))
    return rows


def _joined(rows: list[Row]) -> list[Row]:
    """Overlapping rows of one location made one. Sorted by start, as the rows are."""
    joined: list[Row] = []
    latest: dict[int | None, int] = {}
    for row in rows:
        start, end, location_id = row
        index = latest.get(location_id, -1)
        if index >= 0 and start < joined[index][1]:
            begun, ends, _ = joined[index]
            joined[index] = (begun, max(ends, end), location_id)
        else:
            latest[location_id] = len(joined)
            joined.append(row)
    return joined


def _linked(rows: list[Row]) -> list[Block]:
    """Each row with how long its location stays open without a break."""
    blocks: list[Block] = []
    next_of: dict[int | None, Block] = {}
    for start, end, location_id in reversed(rows):
        after = next_of.get(location_id)
        until = after.until if after is not None and after.start == end else end
        block = next_of[location_id] = Block(start, end, location_id, until)
        blocks.append(block)
    blocks.reverse()
    return blocks


@lru_cache(maxsize=256)
def _offsets(zone: ZoneInfo, first_day: int, last_day: int) -> tuple[int | None, ...]:
    """Seconds east of UTC on each day; None where the clocks change on it or at either of its midnights."""
    edges = [{*_readings(zone, day * DAY)} for day in range(first_day, last_day + 2)]
    return tuple(min(a) if len(a | b) == 1 else None for a, b in pairwise(edges))


def _readings(zone: ZoneInfo, wall: int) -> tuple[int, int]:
    """The offsets before and after a clock change that `wall` (local seconds) falls in; mostly the same."""
    local = (EPOCH + timedelta(seconds=wall)).replace(tzinfo=zone)
    offsets = [at.utcoffset() or timedelta(0) for at in (local, local.replace(fold=1))]
    return int(offsets[0].total_seconds()), int(offsets[1].total_seconds())


def instant(zone: ZoneInfo, wall: int, *, again: bool = False) -> int:
    """The instant of a local time: of a repeated one the first, or the second (`again`); of a missing one the
    time as far after the gap as it is into the gap, which is what the offset before the gap gives."""
    before, after = _readings(zone, wall)
    return wall - (min(before, after) if again else before)
