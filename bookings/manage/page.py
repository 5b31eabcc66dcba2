"""What the template of a booking's page is given."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from bookings import links
from bookings.balance import ZERO, payable_online
from bookings.calendars import google_link, place
from bookings.going_back import going_back
from bookings.lifecycle.party import party_in
from bookings.manage.another_date import date_offer
from bookings.manage.cancelling import cancel_offer
from bookings.manage.dates import CourseDate, course_dates, length_words
from bookings.manage.faces import Face, Head, face_of, head_of, ticket_state
from bookings.manage.money import Receipt, balance_words, charge_failed, receipt_of
from bookings.manage.others import Others, others_of
from bookings.manage.people import party_words, people_offer
from bookings.manage.refunds import money_words, refusal_of
from bookings.manage.timeline import ahead, message_entries, messages_to_customer, undelivered
from bookings.manage.waiting import waiting_part
from bookings.models import Booking, BookingEvent
from bookings.policy_words import second_zone
from bookings.states import FINAL, Status
from services import wording
from services.models import Business

OPEN = (Face.TICKET, Face.CONFIRMED, Face.PENDING)


def page(
    booking: Booking, business: Business, now: datetime, *, reader: ZoneInfo | None, visitor: str, new: bool
) -> dict[str, Any]:
    """`reader`: the browser's zone; the customer's own, where it was kept, comes before it."""
    face = face_of(booking, now, new=new)
    last = booking.events.filter(kind=booking.status).first() if booking.status in FINAL else None
    waiting = waiting_part(booking, now) if face == Face.WAITING else None
    head = (waiting and waiting.head) or head_of(booking, face, last, business, now)
    back, dates = going_back(booking), course_dates(booking, now)
    refusal = refusal_of(booking, back)
    receipt = receipt_of(booking, business.currency, back, refused=refusal is not None)
    over = now >= booking.ends_at
    is_open = face in OPEN and not over
    return {
        "booking": booking,
        "face": face.value,
        "head": head,
        "waiting": waiting,
        "token": links.token(booking),
        "moment": wording.moment(booking.starts_at, booking.zone, now),
        "lead": lead(booking, dates, reader, now),
        "dates": dates,
        "is_open": is_open,
        "over": over,
        "ticket": _ticket(booking, dates, business, reader, now) if face == Face.TICKET else None,
        "money_words": money_words(booking, business, back, refusal),
        **_receipt(booking, business, receipt),
        "slip": _slip(booking, receipt, head, now),
        "google": google_link(booking) if face in OPEN else "",
        "service_url": _service_url(booking),
        **_changes(booking, business, now, reader),
        **_instead(booking, last, business, now, visitor, over=over),
        **_timelines(booking, business, now, is_open=is_open),
    }


def _receipt(booking: Booking, business: Business, receipt: Receipt) -> dict[str, Any]:
    left = payable_online(booking) if settings.PAYMENT_GATEWAY != "offline" else ZERO
    return {
        "receipt": receipt,
        "balance": balance_words(booking, wording.money(left, business.currency)) if left else "",
        "charge_failed": charge_failed(booking),
    }


def _changes(booking: Booking, business: Business, now: datetime, reader: ZoneInfo | None) -> dict[str, Any]:
    """What the customer can do to it."""
    return {
        "another": date_offer(booking, now, reader),
        "people": people_offer(booking, business, now, reader),
        "cancel": cancel_offer(booking, business, now, reader),
    }


def _instead(
    booking: Booking, last: BookingEvent | None, business: Business, now: datetime, visitor: str, *, over: bool
) -> dict[str, Any]:
    """Other times for one that has ended before its time."""
    ended = booking.status in FINAL and not over
    others = others_of(booking, last, business, now, visitor) if ended else Others([])
    return {"others": others.near, "same": others.same}


def _timelines(booking: Booking, business: Business, now: datetime, *, is_open: bool) -> dict[str, Any]:
    """`next` is shown of an open booking; what stands there is not said again among the messages."""
    messages = messages_to_customer(booking)
    coming = ahead(booking, messages, business, now) if is_open else []
    told = message_entries(booking, messages, now)
    said = {"next": coming, "messages_sent": [entry for entry in told if entry not in coming]}
    return said | {"undelivered": undelivered(booking, messages), "bounced_links": _to_mend(booking, is_open)}


def _to_mend(booking: Booking, is_open: bool) -> list[tuple[str, str]]:
    """What helps whoever can't be reached by email."""
    if booking.status in FINAL:
        return []
    token = links.token(booking)
    mend = [(reverse("bookings:contact", args=[token]), _("Change the address"))]
    file = (reverse("bookings:calendar_file", args=[token]), _("Calendar file"))
    return [*mend, file] if is_open and booking.status == Status.CONFIRMED else mend


def lead(booking: Booking, dates: list[CourseDate], reader: ZoneInfo | None, now: datetime) -> str:
    """What, how long, with whom, and the moment in the customer's own zone where that is another."""
    words = {
        "title": booking.title,
        "length": length_words(booking, dates),
        "person": booking.resource_name,
        "zone": wording.zone_label(booking.starts_at, booking.zone),
    }
    what = _("%(title)s, %(length)s with %(person)s") if booking.resource_name else _("%(title)s, %(length)s")
    sentence = _("%(what)s. %(zone)s") % {"what": what % words, "zone": words["zone"]}
    own = second_zone(booking, booking.starts_at, reader)
    if own is None:
        return sentence + "."
    there = {"city": wording.city(own), "moment": _there(booking, own, now)}
    return sentence + _("; in %(city)s it is %(moment)s.") % there


def _there(booking: Booking, own: ZoneInfo, now: datetime) -> str:
    """The clock alone while the day is the same."""
    if booking.starts_at.astimezone(own).date() == booking.starts_at.astimezone(booking.zone).date():
        return wording.clock(booking.starts_at, own)
    return wording.moment(booking.starts_at, own, now)


def _ticket(
    booking: Booking, dates: list[CourseDate], business: Business, reader: ZoneInfo | None, now: datetime
) -> dict[str, Any]:
    own = second_zone(booking, booking.starts_at, reader)
    facts = [
        (_("What"), f"{booking.title}, {length_words(booking, dates, short=True)}"),
        (_("Last date"), dates[-1].day if len(dates) > 1 else ""),
        (_("With"), booking.resource_name),
        (_("Where"), place(booking)),
        (_("For"), people_words(booking)),
        (_("Zone"), wording.zone_label(booking.starts_at, booking.zone)),
        (_("For you"), _moment_in(booking, own, now) if own else ""),
        (_("Booking code"), booking.code),
    ]
    return {
        "state": ticket_state(booking, business.currency),
        "lines": [
            wording.day_label(booking.starts_at, booking.zone, now),
            wording.clock(booking.starts_at, booking.zone),
        ],
        "facts": [(term, value) for term, value in facts if value],
    }


def _moment_in(booking: Booking, zone: ZoneInfo, now: datetime) -> str:
    words = {"moment": wording.moment(booking.starts_at, zone, now), "zone": wording.zone_city(zone)}
    return _("%(moment)s, %(zone)s") % words


def people_words(booking: Booking) -> str:
    """Nothing for one, where there is nothing to choose."""
    party = party_in(booking)
    return party_words(party) if party.total > 1 or party.choices else ""


def _slip(booking: Booking, receipt: Receipt, head: Head, now: datetime) -> dict[str, Any]:
    rows = [
        (_("With"), booking.resource_name),
        (_("Where"), place(booking)),
        (_("For"), ", ".join(filter(None, (booking.name, people_words(booking))))),
        *receipt.rows,
    ]
    return {
        "title": _("Booking %(code)s") % {"code": booking.code},
        "brief": wording.moment(booking.starts_at, booking.zone, now),
        "note": head.word,
        "rows": [(term, value) for term, value in rows if value],
        "sum": receipt.sum,
    }


def _service_url(booking: Booking) -> str:
    """Empty where customers don't see the service any more."""
    return "" if booking.service.hidden else reverse("bookings:service", args=[booking.service.slug])
