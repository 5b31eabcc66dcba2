"""What is said to who waits for a place in a class: facts["waitlist"] says how the waiting ended."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.humanize.templatetags.humanize import ordinal
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings.line import place_in_line
from bookings.models import Booking, MessageKind
from services.wording import clock, minutes_long, moment, zone_label

CLOSED, LEAVING, REMOVED, CALLED_OFF = "closed", "left", "removed", "called_off"
_HALF_A_DAY = timedelta(hours=12)


def subject_sentence(facts: Mapping[str, Any]) -> str:
    """Nothing where the kind's own subject will do."""
    if "waitlist" not in facts:
        return ""
    return {
        CLOSED: _("No place came free: %(what)s, %(when)s"),
        LEAVING: _("Off the waitlist: %(what)s, %(when)s"),
        REMOVED: _("Off the waitlist: %(what)s, %(when)s"),
        CALLED_OFF: _("Called off: %(what)s, %(when)s"),
    }[facts["waitlist"]]


def opening_sentence(kind: str, booking: Booking, facts: Mapping[str, Any]) -> str:
    """Nothing where the kind's own opening will do."""
    if "waitlist" in facts:
        return _ended(facts["waitlist"])
    if kind == MessageKind.WAITLISTED and (place := place_in_line(booking)):
        words = {"place": place_words(place), "minutes": minutes_long(booking.terms.waitlist_offer_minutes)}
        return _("%(place)s When a place comes free you hear from us, and have %(minutes)s to take it.") % words
    if kind == MessageKind.WAITLIST_OFFER and "until" in facts:
        words = {"until": until_words(booking, facts), "zone": _zone(booking, facts)}
        return _("A place has come free. It is yours if you take it until %(until)s, %(zone)s.") % words
    return ""


def link_words(kind: str) -> str:
    """Nothing where the link of any booking will do."""
    if kind == MessageKind.WAITLIST_OFFER:
        return _("Take the place, or pass it on")
    return _("See your place in line, or leave the waitlist") if kind == MessageKind.WAITLISTED else ""


def place_words(place: int) -> str:
    """ "You are 3rd in line." """
    return _("You are %(place)s in line.") % {"place": ordinal(place)}


def until_words(booking: Booking, facts: Mapping[str, Any]) -> str:
    """ "14:20" on the clocks of the place; with the day where that may be another one than the day it is read on, at
    the place or where the customer is."""
    until, zone, now = datetime.fromisoformat(facts["until"]), booking.zone, timezone.now()
    zones = (zone, booking.contact_time_zone or zone)
    days = {instant.astimezone(each).date() for instant in (now, until) for each in zones}
    return clock(until, zone) if len(days) == 1 and until - now <= _HALF_A_DAY else moment(until, zone)


def _zone(booking: Booking, facts: Mapping[str, Any]) -> str:
    return zone_label(datetime.fromisoformat(facts["until"]), booking.zone)


def _ended(how: str) -> str:
    return {
        CLOSED: _("No place came free for you in time. The waitlist is closed, and nothing is booked."),
        LEAVING: _("You have left the waitlist. Nothing is booked."),
        REMOVED: _("We have taken you off the waitlist. Nothing is booked."),
        CALLED_OFF: _(
            "The class that you were waiting for does not take place. The waitlist is closed, and nothing is booked."
        ),
    }[how]
