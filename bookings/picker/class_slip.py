"""The slip beside a class's dates or a course: what is being booked so far (templates/components/slip.html)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.picker.dates import Dates
from bookings.picker.party import quoted
from bookings.picker.slips import PICK_FORM, due_rows, for_whom, price_in_words
from services import wording


def class_slip(dates: Dates) -> dict[str, Any]:
    """Of the chosen dates; of none yet the price of one."""
    service, asked, currency = dates.service, dates.asked, dates.business.currency
    count = len(dates.chosen)
    each, all_of_them = quoted(service, asked, currency), quoted(service, asked, currency, count)
    rows = for_whom(service, asked)
    price, whole = price_in_words(service, asked, currency), wording.money(all_of_them.price, currency)
    if count > 1 and not each.in_words:
        said = {"count": count, "price": wording.money(each.price, currency)}
        rows.append((_("%(count)s dates, %(price)s each") % said, whole))
    if count > 1 and each.price:
        price = whole
    if not asked.people:
        price = _("Choose how many")
    rows += _without_room(dates)
    slip: dict[str, Any] = {
        "title": service.name,
        "note": price,
        "rows": rows + due_rows(service, asked, currency, max(count, 1)),
        "sum": (_("Price"), price),
        "cta": {"label": _("Continue to your details"), "form": PICK_FORM, "busy": _("Keeping your places")},
    }
    if not dates.chosen:
        words = _("Choose a date") if dates.most == 1 else _("Choose one or more dates")
        return slip | {"brief": words, "when": [words], "zone": ""}
    starts = [each.start for each in dates.chosen]
    if dates.are_too_many:
        words = _("%(chosen)s dates chosen, %(most)s at most") % {"chosen": count, "most": dates.most}
        return slip | {"brief": words, "when": [words], "zone": ""}
    return slip | when_lines(starts, dates.zone, dates.asked.zone, dates.now) | {"cancel": cancel_line(dates, starts)}


def _without_room(dates: Dates) -> list[tuple[str, str]]:
    """Chosen dates with fewer places than people."""
    return [
        (
            wording.moment(each.start, dates.zone, dates.now),
            ngettext("only %(n)s place left", "only %(n)s places left", each.places.open) % {"n": each.places.open},
        )
        for each in dates.chosen
        if each.places.open < dates.asked.people
    ]


def when_lines(starts: Sequence[datetime], zone: ZoneInfo, reader: ZoneInfo | None, now: datetime) -> dict[str, Any]:
    """One date in full; of several a line each, the clock said once where it is the same. In the place's zone, the
    reader's below where it is another."""
    label = wording.zone_label(starts[0], zone)
    if reader is not None and starts[0].astimezone(reader).utcoffset() != starts[0].astimezone(zone).utcoffset():
        there = {"zone": label, "moment": wording.moment(starts[0], reader, now)}
        label = _("%(zone)s. For you: %(moment)s") % there
    if len(starts) == 1:
        moment = wording.moment(starts[0], zone, now)
        return {"brief": moment, "when": [moment], "zone": label}
    clocks = {wording.clock(start, zone) for start in starts}
    if len(clocks) == 1:
        lines = [wording.day_label(start, zone, now) for start in starts]
        label = _("All at %(clock)s, %(zone)s") % {"clock": clocks.pop(), "zone": label}
    else:
        lines = [wording.moment(start, zone, now) for start in starts]
    brief = ngettext("%(n)s date", "%(n)s dates", len(starts)) % {"n": len(starts)}
    return {"brief": brief, "when": lines, "zone": label}


def cancel_line(dates: Dates, starts: Sequence[datetime]) -> SafeString | str:
    """Up to when each can be canceled free of charge; nothing where that moment has passed or never is."""
    terms = dates.service.policy.terms()
    until = [terms.cancel_until(start) for start in starts]
    open_still = [moment for moment in until if moment is not None and moment > dates.now]
    if len(open_still) < len(starts):
        return ""
    words = format_html_join(
        ", ",
        '<time datetime="{}">{}</time>',
        (
            (moment.astimezone(dates.zone).isoformat(), wording.moment(moment, dates.zone, dates.now))
            for moment in open_still
        ),
    )
    if len(open_still) == 1:
        return format_html(_("Cancel free of charge until {}."), words)
    return format_html(_("Cancel each free of charge until: {}."), words)
