"""The month of a service: which days have free times, and why the others have none."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bookings.finder import Found, find
from bookings.picker.scene import Scene
from bookings.picker.setting import Setting
from bookings.supply import Supply
from services import wording
from services.hours import local_days

PAST, CLOSED, FULL, EARLY, LATER, FREE = "past", "closed", "full", "early", "later", "free"
WORDS = {
    PAST: gettext_lazy("past"),
    CLOSED: gettext_lazy("closed"),
    FULL: gettext_lazy("full"),
    EARLY: gettext_lazy("not open yet"),
    LATER: gettext_lazy("not open yet"),
}
SOME, MANY = 2, 5  # free times from which a day has two and three bars


@dataclass(slots=True)
class Day:
    """`state` as above; `free` how many times. `start` and `end` are the local day's instants."""

    date: date
    start: int
    end: int
    free: int
    state: str
    opens_at: datetime | None = None

    @property
    def bars(self) -> int:
        return 3 if self.free >= MANY else 2 if self.free >= SOME else 1


@dataclass(slots=True)
class Month:
    """`starts`: the free ones for whoever was chosen; `found`: for anyone. `opens_at`: when `early` days open."""

    first: date
    days: list[Day]
    starts: list[int]
    found: Found
    opens_at: datetime | None = None
    by_date: dict[date, Day] = field(default_factory=dict)

    @property
    def free_days(self) -> list[Day]:
        return [day for day in self.days if day.free]


def month_after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def month_before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


def limits(scene: Setting) -> tuple[date, date]:
    """The first and the last month there is anything to say about: now's and the horizon's."""
    horizon = scene.now + timedelta(days=scene.business.horizon_days)
    first, last = scene.now.astimezone(scene.zone), horizon.astimezone(scene.zone)
    return first.date().replace(day=1), last.date().replace(day=1)


def open_month(scene: Scene) -> Month:
    """The month asked for, else that of the day asked for, else the first with space; within the limits."""
    earliest, latest = limits(scene)
    asked = scene.asked.month or (scene.asked.day and scene.asked.day.replace(day=1))
    if asked:
        return read_month(scene, min(max(asked, earliest), latest))
    month = read_month(scene, earliest)
    if month.starts:
        return month
    soonest = first_free(scene, month.days[-1].end)
    if soonest is None:
        return month
    return read_month(scene, day_in(scene, soonest).replace(day=1))


def first_free(scene: Scene, start: int) -> int | None:
    """The first free start from `start` to the horizon; one query."""
    start = max(start, scene.first)
    if start >= scene.last:
        return None
    scene.load(start, scene.last)
    return next(iter(scene.of(scene.who, scene.free(start, scene.last))), None)


def day_in(scene: Setting, instant: int) -> date:
    return datetime.fromtimestamp(instant, scene.zone).date()


def read_month(scene: Scene, first: date) -> Month:
    bounds = local_days(scene.zone, first, month_after(first) - timedelta(days=1))
    start, end = bounds[0][1], bounds[-1][2]
    scene.load(max(start, scene.first), max(end, scene.first + 1))
    found = scene.free(start, end)
    starts = scene.of(scene.who, found)
    days = [Day(day, begin, over, _count(starts, begin, over), FREE) for day, begin, over in bounds]
    month = Month(first, days, starts, found, by_date={day.date: day for day in days})
    _give_reasons(scene, month)
    return month


def _count(starts: Sequence[int], begin: int, over: int) -> int:
    return bisect_left(starts, over) - bisect_left(starts, begin)


def _give_reasons(scene: Scene, month: Month) -> None:
    """Why a day has nothing free: what its hours would give if nothing were taken tells closed from full."""
    now = int(scene.now.timestamp())
    empty = [day for day in month.days if not day.free and day.end > now]
    for day in month.days:
        if not day.free and day.end <= now:
            day.state = PAST
    if not empty:
        return
    idle = Supply(scene.supply.groups, scene.supply.hours)
    asked = scene.question(max(empty[0].start, now), empty[-1].end, scene.who)
    open_starts = find(asked, idle).starts
    for day in empty:
        at = bisect_left(open_starts, day.start)
        in_hours = at < len(open_starts) and open_starts[at] < day.end
        day.state = _reason(scene, open_starts[at:], day) if in_hours else CLOSED
        if day.state == EARLY:
            day.opens_at = scene.service.policy.terms().opens_at(datetime.fromtimestamp(open_starts[at], UTC))
            month.opens_at = month.opens_at or day.opens_at


def _reason(scene: Scene, open_starts: Sequence[int], day: Day) -> str:
    """Of a day with hours: too late to book, not open yet, or all taken."""
    if open_starts[0] >= scene.last:
        earliest = scene.service.policy.earliest_minutes
        return EARLY if earliest is not None and earliest < scene.business.horizon_days * 1440 else LATER
    last_start = open_starts[bisect_left(open_starts, day.end) - 1]
    return PAST if last_start < scene.first else FULL


def in_words(day: Day, month: Month, scene: Setting) -> str:
    """What a screen reader says of a day, and what the page says when it is opened."""
    if day.free:
        return ngettext("%(count)s time free", "%(count)s times free", day.free) % {"count": day.free}
    if day.state == EARLY and day.opens_at:
        return _("opens %(moment)s") % {"moment": wording.moment(day.opens_at, scene.zone, scene.now)}
    return str(WORDS[day.state])
