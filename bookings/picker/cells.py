"""The month as table cells, made once in Python: a template that decided 42 times would cost more than the search."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext

from bookings.picker.asked import Asked
from bookings.picker.months import FULL, Day, Month, in_words, limits, month_after, month_before
from bookings.picker.setting import Setting
from services import wording

# Filled in with str.format: `format_html` looks at every part again, and only the words need it.
GREY = '<td><span class="{}"{}>{}<span class="vh"> {}</span></span></td>'
FREE = '<a id="d{0}" class="{1}"{2} href="{3}" hx-get="{8}" {9} data-free="{4}" aria-label="{5}"{7}>{6}</a>'
OUT_OF_BAND = mark_safe(' hx-swap-oob="true"')
TODAY = mark_safe(' aria-current="date"')
CHOSEN = mark_safe(' aria-current="true"')


class DayLink(NamedTuple):
    """Addresses to which the day is added: for who follows the link, and for htmx."""

    plain: SafeString
    htmx: SafeString


@dataclass(slots=True)
class Week:
    """`cells`: table cells. `lead` and `trail`: how many columns belong to other months. `over`: wholly past, folded
    away on phones."""

    lead: int
    cells: SafeString
    trail: int
    over: bool


@lru_cache(maxsize=16)
def week_head(language: str) -> SafeString:
    """The names of the days over the columns. `language` is the active one, for the cache to tell them apart."""
    names = [(WEEKDAYS[day], WEEKDAYS_ABBR[day]) for day in range(7)]
    return format_html_join("", '<th scope="col"><abbr title="{}">{}</abbr></th>', names)


def weeks_of(scene: Setting, month: Month, chosen: date | None) -> list[Week]:
    today = scene.now.astimezone(scene.zone).date()
    link = day_link(scene)
    weeks: list[Week] = []
    for day in month.days:
        if day.date.weekday() == 0 or not weeks:
            weeks.append(Week(day.date.weekday(), SafeString(""), 0, True))
        week = weeks[-1]
        week.cells += _cell(scene, month, day, link, today, chosen)
        week.over = week.over and day.date < today
        week.trail = 6 - day.date.weekday()
    return weeks


def _cell(scene: Setting, month: Month, day: Day, link: DayLink, today: date, chosen: date | None) -> SafeString:
    """A link where the day has times, else its number with the reason for screen readers."""
    current = TODAY if day.date == today else CHOSEN if day.date == chosen and day.free else ""
    if not day.free:
        style = "day full" if day.state == FULL else "day"
        return SafeString(GREY.format(style, current, day.date.day, escape(in_words(day, month, scene))))
    return SafeString(f"<td>{free_day(scene, day, link, current, chosen)}</td>")


def free_day(scene: Setting, day: Day, link: DayLink, current: str, chosen: date | None, oob: str = "") -> SafeString:
    words = _day_words(wording.weekday_date(day.date, scene.zone, scene.now), day.free, get_language() or "en")
    style = "day on" if day.date == chosen else "day"
    name = day.date.isoformat()
    htmx = (link.htmx + name, scene.day_swap)
    return SafeString(FREE.format(name, style, current, link.plain + name, day.bars, words, day.date.day, oob, *htmx))


@lru_cache(maxsize=4096)
def _day_words(day: str, free: int, language: str) -> str:
    """ "Monday 30 March, 4 times free"; `language` as in week_head."""
    count = ngettext("%(count)s time free", "%(count)s times free", free) % {"count": free}
    return escape(f"{day}, {count}")


def day_link(scene: Setting) -> DayLink:
    """Made and escaped once for all days."""
    plain = _day_address(scene, scene.asked)
    return DayLink(plain, plain if scene.bare is scene.asked else _day_address(scene, scene.bare))


def _day_address(scene: Setting, asked: Asked) -> SafeString:
    query = scene.url + asked.but(month=None, day=None, start=None).query()
    return escape(f"{query}{'&' if '?' in query else '?'}day=")


def chosen_anew(scene: Setting, days: list[Day], chosen: date) -> SafeString:
    """The cells that a change of day alters, for htmx to swap out of band."""
    today, link = scene.now.astimezone(scene.zone).date(), day_link(scene)
    cells = SafeString("")
    for day in days:
        current = TODAY if day.date == today else CHOSEN if day.date == chosen else ""
        cells += free_day(scene, day, link, current, chosen, OUT_OF_BAND)
    return cells


def arrows(scene: Setting, month: Month) -> dict[str, Any]:
    """The months before and after: (address, name, address for htmx), the addresses empty at the ends."""
    earliest, latest = limits(scene)
    before, after = month_before(month.first), month_after(month.first)
    return {
        "before": _arrow(scene, before, month.first > earliest),
        "after": _arrow(scene, after, month.first < latest),
    }


def _arrow(scene: Setting, first: date, leads: bool) -> tuple[str, str, str]:
    name = wording.month_label(first)
    if not leads:
        return "", name, ""
    plain, htmx = (
        scene.url + asked.but(month=first, day=None, start=None).query() for asked in (scene.asked, scene.bare)
    )
    return plain, name, htmx
