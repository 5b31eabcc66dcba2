"""The slip beside the details: the picked time, dates or course, for whom, and what it costs."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bookings.picker.class_slip import when_lines
from bookings.picker.course_page import course_when
from checkout.pricing import Option
from checkout.views import slips
from checkout.views.picked import Picked
from checkout.views.serving import person_rows
from services.models import LocationType


def details_slip(picked: Picked, option: Option, form: str, *, lost: bool) -> dict[str, Any]:
    currency, zone, now = picked.business.currency, picked.zone, picked.now
    price = slips.price_row(option, picked.service.price_text, currency)
    slip = _when(picked) | {
        "title": picked.service.name,
        "note": slips.note(option, picked.hold, price[1], zone, currency),
        "rows": _rows(picked) + _party(picked) + slips.money_rows(option, currency),
        "sum": price,
        "cancel": _cancel_line(picked),
    }
    if lost:
        return slips.without_time(slip)
    if picked.hold is not None:
        slip["hold"] = slips.hold_part(picked.hold, zone, now, picked.business, form)
    return slip


def _when(picked: Picked) -> dict[str, Any]:
    """Of a course its first and last date, of several dates a line each, else the time."""
    if picked.dates.course is not None:
        return course_when(picked.dates.course, picked.zone, picked.now)
    if len(picked.dates.sessions) > 1:
        return when_lines(picked.dates.starts, picked.zone, picked.reader, picked.now)
    return slips.when(picked.start, picked.end, picked.zone, picked.reader, picked.now)


def _cancel_line(picked: Picked) -> SafeString | str:
    if len(picked.dates.sessions) > 1:
        return ""
    until = picked.service.policy.terms().cancel_until(picked.start)
    return slips.cancel_line(until, picked.zone, picked.now, picked.reader)


def _party(picked: Picked) -> list[slips.Row]:
    return list(picked.party) or slips.people_row(picked.participants)


def _rows(picked: Picked) -> list[slips.Row]:
    service, place = picked.service, picked.pick.location_id
    if people := ", ".join(picked.people) or picked.dates.people:
        rows: list[slips.Row] = [(_("With"), people)]
    else:
        rows = person_rows(picked.groups, service, place)
    if picked.location:
        where = ", ".join(part for part in (picked.location.name, picked.location.address) if part)
    elif service.location_type == LocationType.OWNER_CUSTOM:
        where = service.own_address
    elif picked.is_visit:
        where = _("At your place")
    else:
        where = picked.business.address
    return [*rows, (_("Where"), where)] if where else rows
