"""The slip beside the form: what is being booked (templates/components/slip.html)."""

from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.courses import read_course
from bookings.credit_words import credits_words
from bookings.models import Booking, Hold
from bookings.picker.class_slip import when_lines
from bookings.picker.course_page import course_when
from checkout.pricing import Option, Way
from services import wording
from services.models import Business, Rate

Row = tuple[str, Any]


def when(start: datetime, end: datetime, zone: ZoneInfo, reader: ZoneInfo | None, now: datetime) -> dict[str, Any]:
    """In the place's zone, which is the one that counts; the reader's, where it differs, on the line below."""
    words = {"start": wording.clock(start, zone), "end": wording.clock(end, zone)}
    label = wording.zone_label(start, zone)
    if reader is not None and start.astimezone(reader).utcoffset() != start.astimezone(zone).utcoffset():
        label = format_html(_("{zone}. For you: {moment}"), zone=label, moment=moment_html(start, reader, now))
    return {
        "brief": wording.moment(start, zone, now),
        "when": [wording.day_label(start, zone, now), _("%(start)s to %(end)s") % words],
        "zone": label,
    }


def when_of(bookings: Sequence[Booking], reader: ZoneInfo | None, now: datetime) -> dict[str, Any]:
    """Of one booking its time, of a course its first and last date, of several dates a line each."""
    first = bookings[0]
    if first.schedule_id:
        return course_when(read_course(first.service), first.zone, now)
    if len(bookings) > 1:
        return when_lines([booking.starts_at for booking in bookings], first.zone, reader, now)
    return when(first.starts_at, first.ends_at, first.zone, reader, now)


def without_time(slip: dict[str, Any]) -> dict[str, Any]:
    """For a time that is gone: nothing on the slip looks chosen."""
    words = _("Choose another time")
    return {name: value for name, value in slip.items() if name not in ("zone", "cancel", "hold")} | {
        "brief": words,
        "note": str(slip["sum"][1]),
        "when": [words],
    }


def people_row(count: int) -> list[Row]:
    return [(_("Party"), ngettext("%(n)s person", "%(n)s people", count) % {"n": count})] if count > 1 else []


def party_rows(booking: Booking) -> list[Row]:
    """How many of each choice, else how many people, where it is not one."""
    if booking.service.rate == Rate.VARIED:
        return [(choice.name, str(choice.participants)) for choice in booking.choices.order_by("pk")]
    return people_row(booking.total_participants)


def money_rows(option: Option, currency: str) -> list[Row]:
    """Due now and later, where something is; a whole price that is due later stands in the sum already."""
    if option.way not in (Way.DEPOSIT, Way.EVERYTHING):
        return []
    rows = [(_("Due now"), wording.money(option.due_now, currency))]
    return [*rows, (_("In person"), wording.money(option.later, currency))] if option.later else rows


def price_row(option: Option, price_text: str, currency: str) -> Row:
    total = option.due_now + option.later
    if option.way == Way.FREE:
        return _("Price"), _("Free")
    if option.way == Way.PLAN:
        return _("Price"), credits_words(option.credits) if option.credits else _("With a plan")
    return _("Price"), wording.money(total, currency) if total else price_text


def cancel_line(
    until: datetime | None, zone: ZoneInfo, now: datetime, reader: ZoneInfo | None = None
) -> SafeString | str:
    """Nothing where that moment has passed or never is."""
    if until is None or until <= now:
        return ""
    return format_html(_("Cancel free of charge until {}."), both_zones_html(until, zone, now, reader))


def both_zones_html(instant: datetime, zone: ZoneInfo, now: datetime, reader: ZoneInfo | None) -> SafeString:
    """As bookings.policy_words.in_both_zones says it: the place's, and the reader's where its clocks differ."""
    said = format_html(_("{moment} {zone}"), moment=moment_html(instant, zone, now), zone=wording.zone_city(zone))
    if reader is None or instant.astimezone(reader).utcoffset() == instant.astimezone(zone).utcoffset():
        return said
    own = moment_html(instant, reader, now)
    return format_html(_("{said} (in {city}: {moment})"), said=said, city=wording.city(reader), moment=own)


def moment_html(instant: datetime, zone: ZoneInfo, now: datetime) -> SafeString:
    local = instant.astimezone(zone).isoformat()
    return format_html('<time datetime="{}">{}</time>', local, wording.moment(instant, zone, now))


def note(option: Option, hold: Hold | None, price: Any, zone: ZoneInfo, currency: str) -> str:
    """The phone bar's second line."""
    words = {"clock": wording.clock(hold.expires_at, zone) if hold else "", "price": price}
    if option.due_now:
        words["price"] = _("%(amount)s due now") % {"amount": wording.money(option.due_now, currency)}
    return _("Held until %(clock)s, %(price)s") % words if hold else str(words["price"])


def hold_part(hold: Hold, zone: ZoneInfo, now: datetime, business: Business, form: str) -> dict[str, Any]:
    left = max(0, int((hold.expires_at - now).total_seconds()))
    part = {
        "until": hold.expires_at,
        "now": now,
        "clock": wording.clock(hold.expires_at, zone),
        "total": max(left, business.hold_minutes * 60),
        "left": left,
        "minutes": ceil(left / 60),
        "form": form,
        "gone": _("Your hold has run out. Go on: we ask for the time again, and what you typed stays."),
    }
    if not hold.extended:
        part["extend"] = ngettext("Keep it %(n)s more minute", "Keep it %(n)s more minutes", business.hold_minutes) % {
            "n": business.hold_minutes
        }
    return part
