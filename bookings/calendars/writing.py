"""Entries as a calendar file: UTF-8, lines folded at 75 octets and ended by CRLF (RFC 5545)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from unicodedata import category
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event, vText

from bookings.calendars.zones import timezone_part

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]
MAKER = "-//Daybook//Bookings//EN"
TENTATIVE, CANCELLED = "TENTATIVE", "CANCELLED"


@dataclass(frozen=True, slots=True)
class Entry:
    """`start` and `end`: instants with the `zone` they are written in, or plain dates without one, the end after the
    last day. `status` in the calendar's words. `sequence` only grows; `changed_at`: when it last did."""

    uid: str
    start: datetime | date
    end: datetime | date
    zone: ZoneInfo | None
    summary: str
    description: str = ""
    status: str = "CONFIRMED"
    where: str = ""
    url: str = ""
    sequence: int = 0
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """RFC 5546 asks for both in an invitation and its end: who gives it, and who comes."""

    organizer: str
    organizer_name: str
    attendee: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a program is told that reads the file again and again."""

    name: str
    zone: ZoneInfo
    every: timedelta


def calendar_file(
    entries: Sequence[Entry],
    *,
    method: Method,
    stamp: datetime,
    sides: Sides | None = None,
    subscription: Subscription | None = None,
) -> bytes:
    """`stamp`: when the file, or what it tells, was made."""
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", MAKER)
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)
    if subscription:
        _subscribe(calendar, subscription)
    for zone, first, last in _years(entries):
        calendar.add_component(timezone_part(zone, first, last))
    for entry in entries:
        calendar.add_component(_event(entry, stamp, sides))
    return calendar.to_ical()


def site() -> str:
    """Of this site alone: what has only a number is called by both."""
    return urlsplit(settings.SITE_URL).hostname or ""


def line(text: str) -> str:
    """On one line, without what no line of such a file may hold."""
    return " ".join(_readable(text).split())


def lines(text: str) -> str:
    return "\n".join(line(each) for each in text.splitlines())


def _readable(text: str) -> str:
    """Control characters and line breaks of any alphabet as spaces, no byte order mark; marks of direction stay."""
    return "".join(" " if category(each) in {"Cc", "Zl", "Zp"} else each for each in text if each != "\ufeff")


def _subscribe(calendar: Calendar, subscription: Subscription) -> None:
    """Apple and Google know the first of each pair, Outlook and Thunderbird the second (RFC 7986)."""
    name = vText(line(subscription.name))
    calendar.add("X-WR-CALNAME", name)
    calendar.add("NAME", name)
    calendar.add("X-WR-TIMEZONE", subscription.zone.key)
    calendar.add("X-PUBLISHED-TTL", f"PT{subscription.every // timedelta(minutes=1)}M")
    calendar.add("REFRESH-INTERVAL", subscription.every, parameters={"VALUE": "DURATION"})


def _years(entries: Iterable[Entry]) -> list[tuple[ZoneInfo, int, int]]:
    """Of each zone that a time is written in, the first and last year."""
    found: dict[ZoneInfo, list[int]] = {}
    for entry in entries:
        if entry.zone:
            local = [at for at in _written(entry) if isinstance(at, datetime) and at.tzinfo is entry.zone]
            found.setdefault(entry.zone, []).extend(at.year for at in local)
    return [(zone, min(years), max(years)) for zone, years in found.items() if years]


def _event(entry: Entry, stamp: datetime, sides: Sides | None) -> Event:
    event = Event()
    event.add("UID", entry.uid)
    event.add("SEQUENCE", entry.sequence)
    event.add("DTSTAMP", stamp.astimezone(UTC))
    if entry.changed_at:
        event.add("LAST-MODIFIED", entry.changed_at.astimezone(UTC))
    start, end = _written(entry)
    event.add("DTSTART", start)
    event.add("DTEND", end)
    event.add("SUMMARY", line(entry.summary))
    event.add("STATUS", entry.status)
    event.add("TRANSP", "TRANSPARENT" if entry.status == CANCELLED else "OPAQUE")
    for name, text in (("DESCRIPTION", lines(entry.description)), ("LOCATION", line(entry.where)), ("URL", entry.url)):
        if text:
            event.add(name, text)
    if sides:
        _add_sides(event, sides, entry.status)
    return event


def _written(entry: Entry) -> tuple[datetime | date, datetime | date]:
    """In the place's zone; in UTC where that would be the second of two equal readings, because in a calendar
    file a repeated local time means the first."""
    if not isinstance(entry.start, datetime) or not isinstance(entry.end, datetime):
        return entry.start, entry.end
    start, end = entry.start.astimezone(entry.zone), entry.end.astimezone(entry.zone)
    no_zone = entry.zone is None or entry.zone.key == "UTC"
    return (start.astimezone(UTC), end.astimezone(UTC)) if no_zone or start.fold or end.fold else (start, end)


def _add_sides(event: Event, sides: Sides, status: str) -> None:
    """Nobody has accepted what is only asked for."""
    name = sides.organizer_name.replace('"', "'").replace("\\", "/")  # a name in quotes can hold neither
    event.add("ORGANIZER", _mailto(sides.organizer), parameters={"CN": line(name)})
    told = {"PARTSTAT": TENTATIVE if status == TENTATIVE else "ACCEPTED", "RSVP": "FALSE", "ROLE": "REQ-PARTICIPANT"}
    event.add("ATTENDEE", _mailto(sides.attendee), parameters=told)


def _mailto(address: str) -> str:
    return "mailto:" + quote(address, safe="@+")
