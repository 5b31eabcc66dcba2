"""What an email says, piece by piece, for the two templates that lay it out (templates/messages)."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bookings import links
from bookings.calendars import google_link
from bookings.courses import read_course
from bookings.credit_words import credits_words
from bookings.messages.filling import first_name, own_words
from bookings.messages.recipients import TO_OWNER
from bookings.messages.sentences import given_by_hand, opening, released, subject
from bookings.messages.waiting import link_words
from bookings.messages.words import Words
from bookings.models import Booking, Channel, Message, MessageKind
from bookings.policy_words import cancel_until_words, move_until_words, until_words
from services.models import Business, ServiceKind
from services.wording import NO_BREAK, clock, moment, utc_offset, weekday_date, zone_label

Rows = list[tuple[str, str]]
_GAPS = re.compile(rf"[^\S{NO_BREAK}\u202f]+")

# Before these, the customer still has to come: what to bring, how to find it, up to when to cancel.
AHEAD = frozenset(
    {
        MessageKind.RECEIVED,
        MessageKind.CONFIRMED,
        MessageKind.RESCHEDULED,
        MessageKind.PARTICIPANTS_CHANGED,
        MessageKind.REMINDER,
    }
)


def letter(message: Message, booking: Booking, now: datetime, typed: Words | None = None) -> dict[str, Any]:
    """The templates' whole context; plain text throughout, addresses absolute. The owner's words stand in place of
    the subject and the first sentence, and before the facts, which always stay. `typed`: words that are tried out."""
    to_owner, ahead = message.kind in TO_OWNER, message.kind in AHEAD
    business = Business.objects.current()
    own = own_words(message, booking, business.name, typed)
    return {
        "language": get_language() or "en",
        "business": business,
        "subject": " ".join(own.subject.split()) or subject(message.kind, booking, message.facts),
        "greeting": "" if to_owner else _greeting(booking),
        "opening": own.opening or opening(message.kind, booking, message.facts),
        "own_text": own.text,
        "words": str(message.facts.get("words", "")),
        "money_words": [*_new_address(message), *_money_words(message, business)],
        "rows": _rows(message, booking),
        "money": _money(message),
        "cancel": until_words(booking, now=now, ahead=True) if ahead else "",
        "bring": booking.service.bring if ahead else "",
        "directions": booking.location.directions if ahead and booking.location else "",
        "calendar_url": google_link(booking) if message.kind == MessageKind.CONFIRMED else "",
        "url": _desk(booking) if to_owner else _page(message.kind, booking),
        "url_words": _("Open this booking") if to_owner else _link_words(message.kind, booking, now),
    }


def _greeting(booking: Booking) -> str:
    name = first_name(booking)
    return _("Hello %(name)s,") % {"name": name} if name else _("Hello,")


def _link_words(kind: str, booking: Booking, now: datetime) -> str:
    """What the letter says can still be done, its button says too."""
    if words := link_words(kind):
        return words
    if kind == MessageKind.PAYMENT_DUE:
        return _("Pay now")
    can_cancel = kind in AHEAD and cancel_until_words(booking, now=now, ahead=True)
    if kind == MessageKind.RECEIVED:
        return _("See or take back your request") if can_cancel else _("See your request")
    if kind in AHEAD and move_until_words(booking, now=now, ahead=True):
        return _("See or change your booking")
    return _("See or cancel your booking") if can_cancel else _("See your booking")


def _page(kind: str, booking: Booking) -> str:
    if kind == MessageKind.PAYMENT_DUE:
        return settings.SITE_URL + reverse("checkout:balance", args=[links.token(booking)])
    return links.url(booking)


def _desk(booking: Booking) -> str:
    return f"{settings.SITE_URL}{reverse('admin:index')}bookings/booking/{booking.pk}/change/"


def _rows(message: Message, booking: Booking) -> Rows:
    rows = [(_("What"), booking.title), (_("When"), period(booking, booking.zone)), *_dates(booking)]
    if (theirs := booking.contact_time_zone) and _differs(theirs, booking):
        label = _("Where the customer is") if message.kind in TO_OWNER else _("Where you are")
        rows.append((label, period(booking, theirs)))
    if previous := message.facts.get("previous_start"):
        rows.append((_("Before"), moment(datetime.fromisoformat(previous), booking.zone)))
    if booking.resource_name:
        rows.append((_("With"), booking.resource_name))
    if booking.location_text:
        rows.append((_("Where"), booking.location_text))
    rows += [(choice.name, str(choice.participants)) for choice in booking.choices.all()]
    if booking.total_participants > 1:
        rows.append((_("People"), str(booking.total_participants)))
    if message.kind in TO_OWNER:
        rows += [(_("Customer"), booking.name), (_("Email"), booking.email)]
        rows += [(_("Phone"), booking.phone.as_international)] if booking.phone else []
    return [(label, _one_line(value)) for label, value in (*rows, (_("Booking code"), booking.code))]


def _one_line(value: str) -> str:
    """Names and addresses are typed by anybody. What we keep together ourselves stays so."""
    return " ".join(_GAPS.split(value)).strip()


def _dates(booking: Booking) -> Rows:
    """All of a course that take place, in the place's zone."""
    if booking.kind != ServiceKind.COURSE:
        return []
    dates = [moment(session.starts_at, booking.zone) for session in read_course(booking.service).sessions]
    return [(ngettext("%(n)s date", "%(n)s dates", len(dates)) % {"n": len(dates)}, "; ".join(dates))]


def period(booking: Booking, zone: ZoneInfo) -> str:
    """ "Monday 30 March, 11:00 to 12:00, Madrid time (CEST, UTC+2)"; both days where it ends on another one. Of a
    course its first and last day."""
    if booking.kind == ServiceKind.COURSE:
        days = {"first": weekday_date(booking.starts_at, zone), "last": weekday_date(booking.ends_at, zone)}
        span = _("%(first)s to %(last)s, %(zone)s")
        return span % (days | {"zone": zone_label(booking.starts_at, zone)})
    start, end = booking.starts_at, booking.ends_at
    same_day = start.astimezone(zone).date() == end.astimezone(zone).date()
    words = {
        "day": weekday_date(start, zone),
        "start": clock(start, zone),
        "end": clock(end, zone) if same_day else moment(end, zone),
        "zone": zone_label(start, zone),
    }
    return _("%(day)s, %(start)s to %(end)s, %(zone)s") % words


def _money(message: Message) -> Rows:
    """Only amounts that the verbs handed over: nothing is called paid before it is."""
    refund = _("Refunded") if message.kind == MessageKind.PAYMENT_REFUNDED else _("You get back")
    labels = {
        "price": _("Price"),
        "paid": _("Paid"),
        "reserved": _("Reserved on your card"),
        "due": _("Still to pay"),
        "refund": refund,
        "kept": _("Kept by us"),
    }
    amounts = [(label, str(message.facts[fact])) for fact, label in labels.items() if message.facts.get(fact)]
    credits = {
        "credits": _("Paid with your plan"),
        "credits_back": _("Back in your plan"),
        "credits_kept": _("Stays used"),
    }
    counts = [(label, message.facts[fact]) for fact, label in credits.items() if message.facts.get(fact)]
    return amounts + [(label, credits_words(count)) for label, count in counts]


def _money_words(message: Message, business: Business) -> list[str]:
    """What becomes of the money of a booking that has ended."""
    amounts = {fact: str(message.facts.get(fact, "")) for fact in ("released", "by_hand")}
    sentences = [released(amounts["released"])] if amounts["released"] else []
    return sentences + ([given_by_hand(amounts["by_hand"], business.name)] if amounts["by_hand"] else [])


def _new_address(message: Message) -> list[str]:
    """Of a copy that goes where the first one did not: nothing has happened but that."""
    first = message.resend_of
    if first is None or message.kind in TO_OWNER or {first.channel, message.channel} != {Channel.EMAIL}:
        return []
    if first.recipient.lower() == message.recipient.lower():
        return []
    return [_("This booking's messages go to this address from now on.")]


def _differs(theirs: ZoneInfo, booking: Booking) -> bool:
    return any(utc_offset(at, theirs) != utc_offset(at, booking.zone) for at in (booking.starts_at, booking.ends_at))
