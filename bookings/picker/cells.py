"""The month as table cells, made once in Python: a template that decided 42 times would cost more than the search."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from bookings.picker.months import FULL, Day, Month, in_words, limits, month_after, month_before
from bookings.picker.scene import Scene
from services import wording

GREY = '<td><span class="{}"{}>{}<span class="vh"> {}</span></span></td>'
FREE = (
    '<td><a class="{0}"{1} href="{2}" hx-get="{2}" hx-target="#slots" hx-swap="outerHTML" hx-push-url="true"'
    ' data-free="{3}" aria-label="{4}">{5}</a></td>'
)
TODAY = mark_safe(' aria-current="date"')
CHOSEN = mark_safe(' aria-current="true"')


@dataclass(slots=True)
class Week:
    """`cells`: table cells. `lead` and `trail`: how many columns belong to other months. `over`: wholly past, folded
    away on phones."""

    lead: int
    cells: SafeString
    trail: int
    over: bool


def weeks_of(scene: Scene, month: Month, chosen: date | None) -> list[Week]:
    today = scene.now.astimezone(scene.zone).date()
    query = scene.url + scene.asked.but(month=None, day=None, start=None).query()
    link = f"{query}{'&' if '?' in query else '?'}day="
    weeks: list[Week] = []
    for day in month.days:
        if day.date.weekday() == 0 or not weeks:
            weeks.append(Week(day.date.weekday(), SafeString(""), 0, True))
        week = weeks[-1]
        week.cells += _cell(scene, month, day, link, today, chosen)
        week.over = week.over and day.date < today
        week.trail = 6 - day.date.weekday()
    return weeks


def _cell(scene: Scene, month: Month, day: Day, link: str, today: date, chosen: date | None) -> SafeString:
    """A link where the day has times, else its number with the reason for screen readers."""
    words = in_words(day, month, scene)
    style = f"day{' full' if day.state == FULL else ''}{' on' if day.date == chosen else ''}"
    current = TODAY if day.date == today else CHOSEN if day.date == chosen else ""
    if not day.free:
        return format_html(GREY, style, current, day.date.day, words)
    words = f"{wording.weekday_date(day.date, scene.zone, scene.now)}, {words}"
    href = link + day.date.isoformat()
    return format_html(FREE, style, current, href, day.bars, words, day.date.day)


def arrows(scene: Scene, month: Month) -> dict[str, Any]:
    """The months before and after: (address, name), the address empty at the ends."""
    earliest, latest = limits(scene)
    before, after = month_before(month.first), month_after(month.first)
    return {
        "before": (_month_link(scene, before) if month.first > earliest else "", wording.month_label(before)),
        "after": (_month_link(scene, after) if month.first < latest else "", wording.month_label(after)),
    }


def _month_link(scene: Scene, first: date) -> str:
    return scene.url + scene.asked.but(month=first, day=None, start=None).query()
