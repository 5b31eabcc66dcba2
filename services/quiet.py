"""The hours of the night, in which nobody is disturbed. Pure."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.timetable import starts_at


def is_between(clock: time, start: time, end: time) -> bool:
    """From `start` up to before `end`, over midnight where the end comes first; never where they are the same."""
    return start <= clock < end if start <= end else clock >= start or clock < end


def next_at(now: datetime, clock: time, zone: ZoneInfo) -> datetime:
    """The next instant, `now` included, at which the clocks of the place show that time."""
    today = now.astimezone(zone).date()
    instants = (starts_at(today + timedelta(days=n), clock, zone) for n in range(3))
    return next(instant for instant in instants if instant >= now)
