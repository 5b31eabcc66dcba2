"""Money, durations, dates and zones in words, for templates and for messages alike.

What must not part on a line (day and month, number and unit, amount and currency) is joined by a no-break
space, U+00A0. Text messages and plain mail pass through `plain`, because one such space turns a 160-character
text into a 70-character one. Instants are aware datetimes; `zone` is the place's or the reader's. Where a year
is left out it is the year of `now`, which is the present unless given.
"""

import re
from copy import copy
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.numbers import NumberPattern
from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_ALT, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from services.prices import exponent, rounded

NO_BREAK = "\u00a0"
LETTER_BESIDE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")  # CLDR's space in "UAH 200", not in Babel


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace(NO_BREAK, " ").replace("\u202f", " ")


def money(value: Decimal, currency: str) -> str:
    """ "€45.00", "¥4,500": the reader's manner, the currency's own number of decimals."""
    return _money(rounded(value, currency), currency, get_language() or "en")


def minutes(count: int) -> str:
    """ "60 min", "90 min", "2 h", "2 h 30 min"; whole days from two on: "3 days"."""
    hours, rest = divmod(count, 60)
    if hours < 2:
        return pgettext("duration", "%(count)s\u00a0min") % {"count": count}
    if hours >= 48 and count % 1440 == 0:
        return _days(count // 1440)
    in_hours = pgettext("duration", "%(count)s\u00a0h") % {"count": hours}
    return f"{in_hours}{NO_BREAK}{minutes(rest)}" if rest else in_hours


def minutes_long(count: int) -> str:
    """ "1 minute", "90 minutes", "2 hours", "2 hours 30 minutes", "3 days"."""
    hours, rest = divmod(count, 60)
    if hours < 2:
        return ngettext("%(count)s\u00a0minute", "%(count)s\u00a0minutes", count) % {"count": count}
    if hours >= 48 and count % 1440 == 0:
        return _days(count // 1440)
    in_hours = ngettext("%(count)s\u00a0hour", "%(count)s\u00a0hours", hours) % {"count": hours}
    return f"{in_hours} {minutes_long(rest)}" if rest else in_hours


def clock(instant: datetime, zone: ZoneInfo) -> str:
    """ "11:00"; in the hour that a clock change repeats "02:30 (UTC+2)", so that the two are told apart."""
    local = _local(instant, zone)
    reading = f"{local.hour:02}:{local.minute:02}"
    return f"{reading}{NO_BREAK}({utc_offset(instant, zone)})" if _is_repeated(local) else reading


def offset_label(instant: datetime, zone: ZoneInfo) -> str:
    """ "UTC+2" where the local time exists twice, else nothing."""
    return utc_offset(instant, zone) if _is_repeated(_local(instant, zone)) else ""


def utc_offset(instant: datetime, zone: ZoneInfo) -> str:
    """ "UTC+2", "UTC+5:45", "UTC-3", "UTC"."""
    seconds = int((_local(instant, zone).utcoffset() or timedelta(0)).total_seconds())
    if not seconds:
        return "UTC"
    hours, rest = divmod(abs(seconds) // 60, 60)
    return f"UTC{'+' if seconds > 0 else '-'}{hours}" + (f":{rest:02}" if rest else "")


def city(zone: ZoneInfo) -> str:
    """ "London" of Europe/London; names come from the zone's own, never from its offset."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def zone_city(zone: ZoneInfo) -> str:
    """ "Madrid time"; "UTC" where the zone is not named after a place."""
    if _is_no_place(zone):
        return zone.key
    return _("%(city)s time") % {"city": city(zone)}


def zone_label(instant: datetime, zone: ZoneInfo) -> str:
    """ "Madrid time (CEST, UTC+2)"; "Kathmandu time (UTC+5:45)" where the zone has no letters; "UTC"."""
    offset = utc_offset(instant, zone)
    if _is_no_place(zone):
        return offset
    abbreviation = _local(instant, zone).tzname() or ""
    inner = f"{abbreviation}, {offset}" if abbreviation.isalpha() and abbreviation != offset else offset
    return _("%(city)s time (%(offset)s)") % {"city": city(zone), "offset": inner}


def _is_no_place(zone: ZoneInfo) -> bool:
    area, slash, _name = zone.key.rpartition("/")
    return not slash or area == "Etc"


def day_label(value: date, zone: ZoneInfo | None = None, now: datetime | None = None) -> str:
    """ "Mon 30 March", or "Mon 30 March 2027" in another year. Of an instant in `zone`, or of a plain date."""
    return _day_words(value, zone, now, short=True)


def weekday_date(value: date, zone: ZoneInfo | None = None, now: datetime | None = None) -> str:
    """ "Monday 30 March", with the year like day_label."""
    return _day_words(value, zone, now, short=False)


def month_label(value: date, zone: ZoneInfo | None = None) -> str:
    """ "March 2026"."""
    day = _day(value, zone)
    return _("%(month)s %(year)s") % {"month": MONTHS[day.month], "year": day.year}


def moment(instant: datetime, zone: ZoneInfo, now: datetime | None = None) -> str:
    """ "Mon 30 March, 11:00", with the year like day_label, with the offset like clock."""
    words = {"day": day_label(instant, zone, now), "time": clock(instant, zone)}
    return _("%(day)s, %(time)s") % words


def relative_day(instant: datetime, now: datetime, zone: ZoneInfo) -> str:
    """ "Today", "Tomorrow", else as day_label."""
    away = (_day(instant, zone) - _day(now, zone)).days
    if away in (0, 1):
        return _("Tomorrow") if away else _("Today")
    return day_label(instant, zone, now)


def _local(instant: datetime, zone: ZoneInfo) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("An instant has a zone; a naive datetime could be anybody's.")
    return instant.astimezone(zone)


def _is_repeated(local: datetime) -> bool:
    return local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()


def _day(value: date, zone: ZoneInfo | None) -> date:
    if not isinstance(value, datetime):
        return value
    if zone is None:
        raise ValueError("The day of an instant depends on the zone.")
    return _local(value, zone).date()


def _day_words(value: date, zone: ZoneInfo | None, now: datetime | None, *, short: bool) -> str:
    day = _day(value, zone)
    present = now if now is not None else timezone.now()
    this_year = _local(present, zone).year if zone is not None else present.year
    return _written_day(day, day.year != this_year, short, get_language() or "en")


def _days(count: int) -> str:
    return ngettext("%(count)s\u00a0day", "%(count)s\u00a0days", count) % {"count": count}


@lru_cache(maxsize=4096)
def _written_day(day: date, with_year: bool, short: bool, language: str) -> str:
    """`language` is the active one; it is here for the cache to tell them apart."""
    words = {
        "weekday": (WEEKDAYS_ABBR if short else WEEKDAYS)[day.weekday()],
        "day": day.day,
        "month": MONTHS_ALT[day.month],
        "year": day.year,
    }
    if with_year:
        return _("%(weekday)s %(day)s\u00a0%(month)s\u00a0%(year)s") % words
    return _("%(weekday)s %(day)s\u00a0%(month)s") % words


@lru_cache(maxsize=4096)
def _money(value: Decimal, currency: str, language: str) -> str:
    locale = Locale.parse(language, sep="-")
    pattern = _money_pattern(currency, language)
    written = pattern.apply(value, locale, currency=currency, currency_digits=False)
    return LETTER_BESIDE_DIGIT.sub(NO_BREAK, written)


@lru_cache(maxsize=64)
def _money_pattern(currency: str, language: str) -> NumberPattern:
    """Babel's own decimals differ from ISO's for a few currencies; the amounts are ISO's."""
    pattern = copy(Locale.parse(language, sep="-").currency_formats["standard"])
    pattern.frac_prec = (exponent(currency), exponent(currency))
    return pattern
