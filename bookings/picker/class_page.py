"""What the templates of a class's page are given: its dates as a list or in a month, and the slip."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bookings.classes import ClassSession
from bookings.finder import Found
from bookings.picker.asked import Asked
from bookings.picker.cells import arrows, week_head, weeks_of
from bookings.picker.class_slip import class_slip
from bookings.picker.dates import FORM, WEEKS, Dates
from bookings.picker.months import CLOSED, EARLY, FREE, FULL, PAST, Day, Month, limits, month_after
from bookings.picker.page import price_of
from bookings.picker.party import party_fields
from bookings.picker.session_rows import days_of
from bookings.refusals import TOO_EARLY, TOO_LATE
from services import wording
from services.hours import local_days


def class_page(dates: Dates, reader: ZoneInfo | None) -> dict[str, Any]:
    """The list or the month, as asked for. One query; one more where the asked-for dates are elsewhere."""
    view = _month_view(dates) if dates.asked.as_month else _list_view(dates)
    return _around(dates, reader) | view | {"slip": class_slip(dates)}


def _around(dates: Dates, reader: ZoneInfo | None) -> dict[str, Any]:
    service, currency = dates.service, dates.business.currency
    asked, bare = (each.but(month=None, day=None, weeks=0) for each in (dates.asked, dates.bare))
    return {
        "service": service,
        "page_url": dates.url,
        "hold_url": reverse("bookings:hold", args=[service.slug]),
        "length": wording.minutes_long(service.duration_minutes),
        "price": price_of(service, currency),
        "party": party_fields(service, dates.asked, currency),
        "form": FORM,
        "asked": dates.asked,
        "needs_approval": service.policy.needs_approval,
        "most": dates.most,
        "zone_label": wording.zone_label(dates.now, dates.shown),
        "switch": _switch(dates, reader),
        "list_url": _both(dates, asked.but(as_month=False), bare.but(as_month=False)),
        "month_url": _both(dates, asked.but(as_month=True), bare.but(as_month=True)),
    }


def _both(dates: Dates, asked: Asked, bare: Asked) -> tuple[str, str]:
    """An address for who follows it, and for htmx, which sends along what the form says by then."""
    return dates.url + asked.query(), dates.url + bare.query()


def _switch(dates: Dates, reader: ZoneInfo | None) -> tuple[str, str, str] | None:
    """(address, address for htmx, city) of the other zone: the reader's, or back to the place's."""
    if dates.asked.zone:
        return *_both(dates, dates.asked.but(zone=None), dates.bare.but(zone=None)), wording.city(dates.zone)
    if reader is None or dates.now.astimezone(reader).utcoffset() == dates.now.astimezone(dates.zone).utcoffset():
        return None
    return *_both(dates, dates.asked.but(zone=reader), dates.bare.but(zone=reader)), wording.city(reader)


def _list_view(dates: Dates) -> dict[str, Any]:
    """From now on for some weeks; where nothing takes place in them, from the first date that there is."""
    weeks = max(dates.asked.weeks, WEEKS)
    horizon = dates.now + timedelta(days=dates.business.horizon_days)
    until = dates.now + timedelta(weeks=weeks)
    dates.sessions = dates.read(dates.now, until)
    if not dates.sessions:
        later = dates.read(dates.now, horizon)
        until = later[0].start + timedelta(weeks=WEEKS) if later else horizon
        dates.sessions = [each for each in later if each.start < until]
        weeks = ((until - dates.now).days + 6) // 7
    dates.choose(dates.sessions)
    if dates.chosen and dates.chosen[-1].start >= until:  # whatever is chosen has its box
        weeks = (dates.chosen[-1].start - dates.now).days // 7 + 1
        until = dates.now + timedelta(weeks=weeks)
        dates.sessions = dates.read(dates.now, until)
    further = {"weeks": weeks + WEEKS}
    return {
        "days": days_of(dates, dates.sessions),
        "weeks_shown": weeks,
        "more_url": _both(dates, dates.asked.but(**further), dates.bare.but(**further)) if until < horizon else None,
        "spoken": _count(dates.sessions),
    }


def _month_view(dates: Dates) -> dict[str, Any]:
    month = _read_month(dates)
    dates.choose(dates.sessions)
    chosen = _chosen_day(dates, month)
    day = month.by_date.get(chosen) if chosen else None
    shown = [each for each in dates.sessions if day and day.start <= each.start.timestamp() < day.end]
    kept = [each.id for each in dates.chosen if each.id not in {one.id for one in shown}]
    return {
        "month_label": wording.month_label(month.first),
        "month_value": f"{month.first:%Y-%m}",
        "week_head": week_head(get_language() or "en"),
        "weeks": weeks_of(dates, month, chosen),
        "has_full": any(each.state == FULL for each in month.days),
        "days": days_of(dates, shown),
        "kept": kept,
        "day": chosen,
        "day_label": wording.weekday_date(chosen, dates.zone, dates.now) if chosen else "",
        "spoken": _count(shown),
        **arrows(dates, month),
    }


def _read_month(dates: Dates) -> Month:
    """The month asked for, or that of the day asked for, else the first with a date that can be booked."""
    earliest, latest = limits(dates)
    asked = dates.asked.month or (dates.asked.day and dates.asked.day.replace(day=1))
    first = min(max(asked or earliest, earliest), latest)
    month = _fill(dates, first)
    if asked or month.starts:
        return month
    horizon = dates.now + timedelta(days=dates.business.horizon_days)
    later = next((each for each in dates.read(dates.now, horizon) if each.bookable), None)
    return _fill(dates, later.start.astimezone(dates.zone).date().replace(day=1)) if later else month


def _fill(dates: Dates, first: date) -> Month:
    bounds = local_days(dates.zone, first, month_after(first) - timedelta(days=1))
    begin, over = (datetime.fromtimestamp(at, UTC) for at in (bounds[0][1], bounds[-1][2]))
    dates.sessions = dates.read(begin, over)
    starts = [int(each.start.timestamp()) for each in dates.sessions if each.bookable]
    everything = [int(each.start.timestamp()) for each in dates.sessions]
    days = []
    for day, start, end in bounds:
        free = bisect_left(starts, end) - bisect_left(starts, start)
        own = dates.sessions[bisect_left(everything, start) : bisect_left(everything, end)]
        days.append(Day(day, start, end, free, _state(free, own, end, dates.now)))
    return Month(first, days, starts, Found(starts), by_date={day.date: day for day in days})


def _state(free: int, own: Sequence[ClassSession], end: int, now: datetime) -> str:
    """Why a day has nothing to book: past, nothing takes place, not open yet, too late, full."""
    if free:
        return FREE
    if not own:
        return PAST if end <= now.timestamp() else CLOSED
    if any(not each.violations for each in own):
        return FULL
    if any(TOO_EARLY in each.violations for each in own):
        return EARLY
    return PAST if all(TOO_LATE in each.violations for each in own) else CLOSED


def _chosen_day(dates: Dates, month: Month) -> date | None:
    """The day asked for; else the first with a date that can be booked, else with any."""
    if dates.asked.day in month.by_date:
        return dates.asked.day
    if month.free_days:
        return month.free_days[0].date
    return dates.sessions[0].start.astimezone(dates.zone).date() if dates.sessions else None


def _count(sessions: Sequence[ClassSession]) -> str:
    count = sum(each.bookable for each in sessions)
    return ngettext("%(n)s date with places", "%(n)s dates with places", count) % {"n": count} if count else _("Full")
