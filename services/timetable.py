"""On which days and at which instants a weekly rule holds. Pure.

The weekdays are worked out on naive local dates and the zone is put on last, so that a class keeps its time on the
wall over clock changes; a time that does not exist moves forward by the gap, a repeated one is held once, the first
time (domain.md section 6).
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import WEEKLY, rrule

from services.hours import DAY, EPOCH_DAY, instant


def days_of(weekdays: Iterable[int], first: date, last: date) -> list[date]:
    """The days from first to last, both included, that fall on one of the weekdays (0 = Monday)."""
    if last < first:
        return []
    start, until = datetime.combine(first, time(0)), datetime.combine(last, time(0))
    return [day.date() for day in rrule(WEEKLY, dtstart=start, until=until, byweekday=sorted(weekdays))]


def starts_at(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which the clocks of the place show that time on that day."""
    wall = (day.toordinal() - EPOCH_DAY) * DAY + at.hour * 3600 + at.minute * 60 + at.second
    return datetime.fromtimestamp(instant(zone, wall), UTC)


def ends_at(start: datetime, minutes: int) -> datetime:
    """Lengths are real ones: an hour over a clock change is sixty minutes."""
    return start.astimezone(UTC) + timedelta(minutes=minutes)
