"""What the templates of the service page are given: the whole page, its month, one day's times, the slip."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bookings.picker.asked import Asked
from bookings.picker.cells import arrows, chosen_anew, week_head, weeks_of
from bookings.picker.months import FREE, Day, Month, day_in, first_free, in_words, open_month
from bookings.picker.move_slip import slip_of
from bookings.picker.party import cleaned_party, least_price, party_fields
from bookings.picker.scene import Scene
from bookings.picker.slips import price_in_words
from bookings.picker.times import clock_change, day_of_month, parts_of, read_days
from services import wording
from services.models import Rate, Service


def page(scene: Scene, reader: ZoneInfo | None) -> dict[str, Any]:
    """The month and the chosen day's times, with everything around them. `reader`: the browser's zone."""
    month = open_month(scene)
    chosen = _chosen_day(scene, month)
    day = month.by_date.get(chosen) if chosen else None
    starts = day_of_month(month.starts, day.start, day.end) if day else []
    around = _around(scene) | _month(scene, month, chosen) | {"people": _people(scene, month)}
    if chosen is None or day is None:
        return around | {"slip": slip_of(_timeless(scene))}
    return around | day_piece(scene, chosen, starts, reader, in_words(day, month, scene))


def day_page(scene: Scene, day: date, was: date | None, reader: ZoneInfo | None) -> dict[str, Any]:
    """One day's times alone, and the cells of the month that show which day is chosen; `was`: the one before."""
    before = was if was and was != day and (was.year, was.month) == (day.year, day.month) else None
    found = read_days(scene, [day, before] if before else [day])
    cells = [Day(each, 0, 0, len(starts), FREE) for each, starts in found.items() if starts]
    piece = day_piece(scene, day, found[day], reader, "" if found[day] else _("look at another day"))
    return {"service": scene.service, "cells": chosen_anew(scene, cells, day)} | piece


def day_piece(
    scene: Scene, day: date, starts: Sequence[int], reader: ZoneInfo | None, reason: str = ""
) -> dict[str, Any]:
    """`starts`: the free ones of that day; a time asked for that is not among them is not chosen."""
    asked = scene.asked.start
    if asked is not None and int(asked.timestamp()) not in starts:
        _timeless(scene)
    count = len(starts)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=scene.zone)
    label = wording.weekday_date(day, scene.zone, scene.now)
    free = ngettext("%(count)s time free", "%(count)s times free", count) % {"count": count}
    return {
        "day": day,
        "day_label": label,
        "page_url": scene.url,
        "parts": parts_of(scene, day, starts),
        "reason": reason,
        "zone_label": wording.zone_label(noon, scene.shown),
        "clock_change": clock_change(scene.zone, day),
        "switch": _switch(scene, day, reader),
        "spoken": f"{label}, {free}",
        "slip": slip_of(scene),
    }


def _timeless(scene: Scene) -> Scene:
    scene.asked = scene.asked.but(start=None)
    return scene


def _chosen_day(scene: Scene, month: Month) -> date | None:
    """The day asked for or of the time asked for, or the one that a booking has now; else the first with space."""
    start = scene.asked.start
    asked = scene.asked.day or (day_in(scene, int(start.timestamp())) if start else None)
    if asked in month.by_date:
        return asked
    if scene.moving and (now := month.by_date.get(scene.moving.day(scene.zone))) and now.free:
        return now.date
    return month.free_days[0].date if month.free_days else None


def _around(scene: Scene) -> dict[str, Any]:
    service = scene.service
    return {
        "service": service,
        "action": scene.action,
        "length": wording.minutes_long(service.duration_minutes),
        "price": price_of(service, scene.business.currency),
        "places": scene.places if len(scene.places) > 1 else [],
        "place": scene.place,
        "party": party_fields(service, scene.asked, scene.business.currency),
        "asked": scene.asked,
        "needs_approval": service.policy.needs_approval,
    }


def price_of(service: Service, currency: str) -> str:
    """ "€55.00, of which €20.00 now": for one person, before anything is chosen."""
    if service.rate == Rate.VARIED:
        return _("from %(price)s") % {"price": wording.money(least_price(service), currency)}
    price = price_in_words(service, cleaned_party(Asked(), service), currency)
    if not service.deposit:
        return price
    words = {"price": price, "deposit": wording.money(service.deposit, currency)}
    return _("%(price)s, of which %(deposit)s now") % words


def _month(scene: Scene, month: Month, chosen: date | None) -> dict[str, Any]:
    opens = wording.moment(month.opens_at, scene.zone, scene.now) if month.opens_at else ""
    return {
        "page_url": scene.url,
        "month_label": wording.month_label(month.first),
        "month_value": f"{month.first:%Y-%m}",
        "week_head": week_head(get_language() or "en"),
        "weeks": weeks_of(scene, month, chosen),
        "has_full": any(day.state == "full" for day in month.days),
        "opens": opens,
        "next_free": _next_free(scene, month, chosen),
        "nothing": not month.starts,
        **arrows(scene, month),
    }


def _next_free(scene: Scene, month: Month, chosen: date | None) -> tuple[str, str] | None:
    """(address, sentence) of the next day with space, here or in a month after; where none comes, of the very first.
    Nothing where the chosen day has space."""
    coming = [free.date for free in month.free_days if chosen is None or free.date >= chosen]
    if chosen in coming:
        return None
    if coming:
        return _to_day(scene, coming[0], _("Next free day: %(day)s"))
    if (later := first_free(scene, month.days[-1].end)) is not None:
        return _to_day(scene, day_in(scene, later), _("Next free day: %(day)s"))
    first = first_free(scene, scene.first) if scene.first < month.days[0].start else next(iter(month.starts), None)
    return None if first is None else _to_day(scene, day_in(scene, first), _("First free day: %(day)s"))


def _to_day(scene: Scene, day: date, sentence: str) -> tuple[str, str]:
    address = scene.url + scene.asked.but(month=None, day=day, start=None).query()
    return address, sentence % {"day": wording.day_label(day, scene.zone, scene.now)}


def _people(scene: Scene, month: Month) -> list[dict[str, Any]]:
    """Anyone, then each person, with the first time of each in this month."""
    if not scene.people:
        return []
    rows: list[dict[str, Any]] = [{"id": "", "name": _("Anyone"), "first": month.found.starts[:1]}]
    for person in scene.people:
        own = month.starts if person == scene.who else month.found.by_resource.get(person.id, [])
        rows.append({"id": person.id, "name": person.name, "first": own[:1]})
    for row in rows:
        row["chosen"] = row["id"] == (scene.who.id if scene.who else "")
        row["words"] = _from(scene, row["first"])
    return rows


def _from(scene: Scene, first: list[int]) -> str:
    if not first:
        return _("No free time this month")
    moment = wording.moment(datetime.fromtimestamp(first[0], UTC), scene.zone, scene.now)
    return _("From %(moment)s") % {"moment": moment}


def _switch(scene: Scene, day: date, reader: ZoneInfo | None) -> tuple[str, str] | None:
    """(address, city) of the other zone: the reader's, or back to the place's."""
    asked = scene.asked.but(month=None, day=day)
    if asked.zone:
        return scene.url + asked.but(zone=None).query(), wording.city(scene.zone)
    if reader is None or _same(reader, scene.zone, day):
        return None
    return scene.url + asked.but(zone=reader).query(), wording.city(reader)


def _same(one: ZoneInfo, other: ZoneInfo, day: date) -> bool:
    """Whether the clocks of two zones agree on that day."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return noon.astimezone(one).utcoffset() == noon.astimezone(other).utcoffset()
