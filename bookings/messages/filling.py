"""What each {name} in the owner's own words stands for (bookings/messages/words.py)."""

import re
from datetime import datetime

from django.utils.translation import gettext as _

from bookings import links
from bookings.messages.waiting import until_words
from bookings.messages.words import Words, allowed, filled, typed_for
from bookings.models import Booking, Channel, Message, MessageKind
from bookings.states import PaymentStatus
from services.models import LocationType
from services.wording import clock, day_label, moment, weekday_date, zone_label

LONGEST_NAME = 4  # words
# A name that could be an advertisement is not said to whoever owns the address (journeys.md S30).
_NAME = re.compile(r"[^\W\d_][^\d_.:/@\\<>!?\r\n]{0,39}")


def own_words(message: Message, booking: Booking, business: str, typed: Words | None = None) -> Words:
    """Filled in. `typed`: what is tried out, else what the owner has saved for such messages."""
    typed = typed_for(message) if typed is None else typed
    return filled(typed, message, values_of(message, booking, business)) if any(typed) else Words()


def values_of(message: Message, booking: Booking, business: str, service: str = "") -> dict[str, str]:
    """Of the names that may be used in it, each on one line; empty for what this booking has not."""
    known = {
        "service": service or booking.title,
        "business": business,
        "person": booking.resource_name,
        "place": _place(message, booking),
        "code": booking.code,
        "link": links.url(booking),
        "name": first_name(booking),
        "until": _until(message, booking),
        "before": _before(message, booking),
        "people": str(booking.total_participants),
        "price": str(message.facts.get("price", "")) or _price(booking),
        "refund": str(message.facts.get("refund", "")),
        **_times(message, booking),
    }
    return {name: " ".join(known[name].split()) for name in allowed(message.kind, message.channel)}


def first_name(booking: Booking) -> str:
    """Nothing for what may be no name."""
    name = booking.first_name
    return name if _NAME.fullmatch(name) and len(name.split()) <= LONGEST_NAME else ""


def _times(message: Message, booking: Booking) -> dict[str, str]:
    """Short in a text, where each sign counts."""
    start, zone = booking.starts_at, booking.zone
    day = day_label(start, zone) if message.channel == Channel.SMS else weekday_date(start, zone)
    return {"day": day, "time": clock(start, zone), "zone": zone_label(start, zone)}


def _place(message: Message, booking: Booking) -> str:
    """The customer's own address is none for a text."""
    typed = booking.location_type == LocationType.CUSTOM
    return "" if typed and message.channel == Channel.SMS else booking.location_text


def _until(message: Message, booking: Booking) -> str:
    if message.kind == MessageKind.WAITLIST_OFFER:
        return until_words(booking, message.facts) if "until" in message.facts else ""
    by = booking.answer_by
    return f"{moment(by, booking.zone)}, {zone_label(by, booking.zone)}" if by else ""


def _before(message: Message, booking: Booking) -> str:
    previous = message.facts.get("previous_start")
    return moment(datetime.fromisoformat(previous), booking.zone) if previous else ""


def _price(booking: Booking) -> str:
    return _("free of charge") if booking.payment_status == PaymentStatus.EXEMPT else booking.price_text
