"""The free times of one day, as a page shows them."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from zoneinfo import ZoneInfo

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from bookings.picker.asked import START
from bookings.picker.scene import Scene
from services import wording
from services.hours import local_day_bounds

PARTS = (
    (5, gettext_lazy("Night")),
    (12, gettext_lazy("Morning")),
    (18, gettext_lazy("Afternoon")),
    (24, gettext_lazy("Evening")),
)


# Filled in with str.format, as the cells of the month are: no template decides for every time.
BUTTON = '<label class="time"><input type="radio" name="t" value="{}" aria-label="{}" required{}>{}{}{}</label>'


@dataclass(frozen=True, slots=True)
class Time:
    """`value` is the instant; `label` "02:30"; `offset` "UTC+2" where that reading comes twice; `shift`: how many
    days the reader's date is away from the place's; `name` what a screen reader says; `part` of the reader's day."""

    value: str
    label: str
    offset: str
    shift: int
    name: str
    part: str

    @property
    def shift_words(self) -> str:
        """ "+1 day"."""
        count = ngettext("%(sign)s%(count)s day", "%(sign)s%(count)s days", abs(self.shift))
        return count % {"sign": "+" if self.shift > 0 else "\u2212", "count": abs(self.shift)}


@lru_cache(maxsize=4096)
def _button(time: Time, chosen: bool) -> str:
    """A radio that looks like a button. Only `name` has words of people in it."""
    offset = f"<small>{time.offset}</small>" if time.offset else ""
    shift = f"<small>{escape(time.shift_words)}</small>" if time.shift else ""
    return BUTTON.format(time.value, escape(time.name), " checked" if chosen else "", time.label, offset, shift)


@dataclass(slots=True)
class Part:
    title: str
    times: list[Time]
    chosen: str

    @property
    def buttons(self) -> SafeString:
        return SafeString("".join([_button(time, time.value == self.chosen) for time in self.times]))


def day_of_month(starts: Sequence[int], begin: int, over: int) -> Sequence[int]:
    return starts[bisect_left(starts, begin) : bisect_left(starts, over)]


def read_days(scene: Scene, days: Sequence[date]) -> dict[date, list[int]]:
    """The free starts of each of a few days of the place; one query."""
    bounds = {day: local_day_bounds(scene.zone, day) for day in days}
    begin = max(min(begin for begin, _over in bounds.values()), scene.first)
    over = min(max(over for _begin, over in bounds.values()), scene.last)
    if begin >= over:
        return {day: [] for day in days}
    scene.load(begin, over)
    return {day: scene.of(scene.who, scene.free(*limits)) for day, limits in bounds.items()}


def parts_of(scene: Scene, day: date, starts: Sequence[int]) -> list[Part]:
    """Morning, afternoon, evening by the clock that is shown, in the order of time."""
    called = _("%(time)s, %(length)s with %(person)s") if scene.who else _("%(time)s, %(length)s")
    length = wording.minutes_long(scene.service.duration_minutes)
    called = called.replace("%(length)s", length).replace("%(person)s", scene.who.name if scene.who else "")
    chosen = scene.asked.start.strftime(START) if scene.asked.start else ""
    about = (day, scene.shown, called, scene.now.astimezone(scene.shown).date(), get_language() or "en")
    parts = []
    for (_shift, part), group in groupby((_time(instant, *about) for instant in starts), attrgetter("shift", "part")):
        times = list(group)
        count = ngettext("%(part)s, %(count)s free", "%(part)s, %(count)s free", len(times))
        parts.append(Part(count % {"part": part, "count": len(times)}, times, chosen))
    return parts


@lru_cache(maxsize=4096)
def _time(instant: int, day: date, zone: ZoneInfo, called: str, today: date, language: str) -> Time:
    """Made once for each time and day that is looked at; `language` is the active one, for the cache to tell them
    apart. `called`: what a screen reader says, but for the time."""
    local = datetime.fromtimestamp(instant, zone)
    shift = (local.date() - day).days
    now = datetime(today.year, today.month, today.day, 12, tzinfo=zone)
    spoken = wording.clock(local, zone) + (f", {wording.day_label(local, zone, now)}" if shift else "")
    return Time(
        value=datetime.fromtimestamp(instant, UTC).strftime(START),
        label=f"{local.hour:02}:{local.minute:02}",
        offset=wording.offset_label(local, zone),
        shift=shift,
        name=called.replace("%(time)s", spoken),
        part=next(str(name) for until, name in PARTS if local.hour < until),
    )


def clock_change(zone: ZoneInfo, day: date) -> str:
    """What the clocks do on this local day; nothing on most."""
    begin, over = local_day_bounds(zone, day)
    before = datetime.fromtimestamp(begin - 1, zone).utcoffset() or timedelta(0)
    after = datetime.fromtimestamp(over - 1, zone).utcoffset() or timedelta(0)
    minutes = int((after - before).total_seconds()) // 60
    if not minutes:
        return ""
    by = wording.minutes_long(abs(minutes))
    if minutes > 0:
        return _("The clocks go forward by %(minutes)s on this day.") % {"minutes": by}
    return _("The clocks go back by %(minutes)s on this day.") % {"minutes": by}
