"""The slip beside the picker of a booking that moves: what it is now and what it would be, money included."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from bookings.actors import Actor
from bookings.errors import BookingError
from bookings.lifecycle.party import party_in
from bookings.lifecycle.party_change import PartyTerms, party_after, party_terms
from bookings.lifecycle.reschedule_rules import cancels_late
from bookings.manage.people import party_words, preview, seen_of
from bookings.models import Booking
from bookings.picker.asked import Asked
from bookings.picker.moving import Moving
from bookings.picker.scene import Scene
from bookings.picker.slips import PICK_FORM, place_text, slip_for, when_of
from services import wording


def slip_of(scene: Scene) -> dict[str, Any]:
    """The right one for what the page is for."""
    return _move_slip(scene, scene.moving) if scene.moving else slip_for(scene)


def party_asked(asked: Asked) -> dict[str, Any]:
    """As reschedule_booking takes it."""
    if asked.choices:
        return {"participants_choices": dict(asked.choices)}
    return {"total_participants": asked.people}


def terms_asked(booking: Booking, asked: Asked, now: datetime) -> PartyTerms | None:
    """What the party asked for would cost; None where it is the one that the booking has, or none at all."""
    said = party_asked(asked)
    try:
        party = party_after(booking, said.get("total_participants"), said.get("participants_choices"))
    except BookingError:
        return None
    return None if party == party_in(booking) else party_terms(booking, party, by=Actor.visitor(), now=now)


def _move_slip(scene: Scene, moving: Moving) -> dict[str, Any]:
    booking, start = moving.booking, scene.asked.start
    terms = terms_asked(booking, scene.asked, scene.now)
    asks = booking.terms.needs_approval
    slip: dict[str, Any] = {
        "title": booking.title,
        "note": _("Now %(moment)s") % {"moment": wording.moment(booking.starts_at, booking.zone, scene.now)},
        "rows": [(_("Now"), _before(booking, scene.now)), *_new(scene, booking)],
        "hidden": [("seen", seen_of(terms) if terms else "")],
        "cta": {
            "label": _("Ask for this time") if asks else _("Move to this time"),
            "form": PICK_FORM,
            "busy": _("Moving"),
        },
    }
    money = _money(scene, booking, terms)
    slip |= money | {"rows": slip["rows"] + money["rows"]}
    if start is None:
        return slip | {"brief": _("Choose a new time"), "when": [_("Choose a new time")], "zone": ""}
    when = when_of(scene, start, booking.terms)
    return slip | when | ({"cancel": ""} if cancels_late(booking, by=Actor.visitor(), now=scene.now) else {})


def _before(booking: Booking, now: datetime) -> str:
    words = {"moment": wording.moment(booking.starts_at, booking.zone, now), "person": booking.resource_name}
    return _("%(moment)s with %(person)s") % words if booking.resource_name else words["moment"]


def _new(scene: Scene, booking: Booking) -> list[tuple[str, str]]:
    rows = []
    if scene.asked.start:
        moment = wording.moment(scene.asked.start, scene.zone, scene.now)
        words = {"moment": moment, "person": scene.who.name if scene.who else _("whoever is free")}
        rows.append((_("New"), _("%(moment)s with %(person)s") % words if scene.people else moment))
    if len(scene.places) > 1:
        rows.append((_("Where"), place_text(scene)))
    return rows


def _money(scene: Scene, booking: Booking, terms: PartyTerms | None) -> dict[str, Any]:
    """What another party means in full; else that the price is as it was."""
    currency, people = scene.business.currency, party_words(party_in(booking))
    if terms is None:
        price = booking.price_text if booking.price is None else wording.money(booking.price, currency)
        rows = [(_("For"), people)] if scene.moving and scene.moving.has_party else []
        return {"rows": rows, "sum": (_("Price, as before"), _("Free") if booking.exempt else price)}
    if not terms.allowed:
        return {"rows": [], "sum": None, "sentences": [_("For fewer people, only we can change it.")], "cta": None}
    shown = preview(booking, terms, scene.business)
    changed = [(_("For"), _instead(party_words(terms.party), people))]
    if terms.price is not None and booking.price is not None and terms.price != booking.price:
        prices = (wording.money(price, currency) for price in (terms.price, booking.price))
        changed.append((_("Price"), _instead(*prices)))
    return {"rows": changed + shown.rows[2:], "sum": shown.sum, "sentences": shown.sentences}


def _instead(new: str, old: str) -> str:
    return _("%(new)s instead of %(old)s") % {"new": new, "old": old}
