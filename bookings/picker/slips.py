"""The slip beside the picker: what is being booked so far (templates/components/slip.html)."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.picker.asked import Asked
from bookings.picker.party import party_rows, quoted
from bookings.picker.scene import Scene
from services import wording
from services.models import LocationType, Rate, Service
from services.terms import Terms

PICK_FORM = "pick"


def price_in_words(service: Service, asked: Asked, currency: str) -> str:
    if service.rate == Rate.NO_FEE:
        return _("Free")
    line = quoted(service, asked, currency)
    return service.price_text if line.in_words else wording.money(line.price, currency)


def slip_for(scene: Scene) -> dict[str, Any]:
    service, currency = scene.service, scene.business.currency
    price = price_in_words(service, scene.asked, currency)
    length = wording.minutes(service.duration_minutes)
    slip: dict[str, Any] = {
        "title": service.name,
        "note": f"{length}, {price}",
        "rows": _rows(scene),
        "sum": (_("Price"), price),
        "cta": {"label": _("Continue to your details"), "form": PICK_FORM, "busy": _("Keeping your time")},
    }
    start = scene.asked.start
    if start is None:
        return slip | {"brief": _("Choose a time"), "when": [_("Choose a time")], "zone": ""}
    return slip | when_of(scene, start, service.policy.terms())


def when_of(scene: Scene, start: datetime, terms: Terms) -> dict[str, Any]:
    """In the place's zone, which is the one that counts; the reader's on a second line. `terms`: those by which it
    can be canceled."""
    zone = scene.zone
    end = start + timedelta(minutes=scene.service.duration_minutes)
    day = wording.day_label(start, zone, scene.now)
    words = {"start": wording.clock(start, zone), "end": wording.clock(end, zone)}
    label = wording.zone_label(start, zone)
    if scene.shown != zone:
        there = {"zone": label, "moment": wording.moment(start, scene.shown, scene.now)}
        label = _("%(zone)s. For you: %(moment)s") % there
    return {
        "brief": wording.moment(start, zone, scene.now),
        "when": [day, _("%(start)s to %(end)s") % words],
        "zone": label,
        "cancel": cancel_sentence(scene, start, terms),
    }


def cancel_sentence(scene: Scene, start: datetime, terms: Terms) -> SafeString | str:
    """Up to when cancelling costs nothing; nothing where that moment has passed or never is."""
    until = terms.cancel_until(start)
    if until is None or until <= scene.now:
        return ""
    moment = format_html(
        '<time datetime="{}">{}</time>',
        until.astimezone(scene.zone).isoformat(),
        wording.moment(until, scene.zone, scene.now),
    )
    return format_html(_("Cancel free of charge until {}."), moment)


def _rows(scene: Scene) -> list[tuple[str, str]]:
    rows = []
    if scene.people:
        rows.append((_("With"), scene.who.name if scene.who else _("Anyone: we choose when you confirm")))
    if where := place_text(scene):
        rows.append((_("Where"), where))
    return rows + for_whom(scene.service, scene.asked) + due_rows(scene.service, scene.asked, scene.business.currency)


def for_whom(service: Service, asked: Asked) -> list[tuple[str, str]]:
    """Nothing for one person without a choice."""
    if rows := party_rows(service, asked):
        return rows
    people = asked.people
    return [(_("For"), ngettext("%(n)s person", "%(n)s people", people) % {"n": people})] if people > 1 else []


def place_text(scene: Scene) -> str:
    if scene.place:
        return scene.place.text
    if scene.service.location_type == LocationType.OWNER_CUSTOM:
        return scene.service.own_address
    if scene.service.location_type == LocationType.CUSTOM:
        return _("At your place")
    return scene.business.address


def due_rows(service: Service, asked: Asked, currency: str, dates: int = 1) -> list[tuple[str, str]]:
    """What of the price is due now, where a part of it is; for so many dates."""
    line = quoted(service, asked, currency, dates)
    if not line.deposit:
        return []
    later = wording.money(line.price - line.deposit, currency)
    return [(_("Due now"), wording.money(line.deposit, currency)), (_("In person"), later)]
