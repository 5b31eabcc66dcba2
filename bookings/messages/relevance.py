"""Does a message still apply at the moment of sending?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from bookings.messages.recipients import STANDING, has_moved, mobile
from bookings.models import Booking, Channel, Message, MessageKind, MessageState, Offer, OfferState
from bookings.states import Status

TEXTS_A_DAY = 5
_DECIDED = frozenset({Status.CONFIRMED, Status.PENDING})
# Where the booking must stand for a message to be true. Kinds that are not here are true for ever.
_TRUE_WHILE: dict[str, frozenset[Status]] = {
    MessageKind.RECEIVED: frozenset({Status.PENDING}),
    MessageKind.NEW_REQUEST: frozenset({Status.PENDING}),
    MessageKind.CONFIRMED: frozenset({Status.CONFIRMED}),
    MessageKind.DECLINED: frozenset({Status.DECLINED}),
    MessageKind.CANCELED: frozenset({Status.CANCELED}),
    MessageKind.RESCHEDULED: _DECIDED | {Status.WAITING_LIST},
    MessageKind.PARTICIPANTS_CHANGED: _DECIDED,
    MessageKind.PAYMENT_DUE: frozenset({Status.CONFIRMED}),
    MessageKind.REMINDER: frozenset({Status.CONFIRMED}),
    MessageKind.WAITLISTED: frozenset({Status.WAITING_LIST}),
    MessageKind.WAITLIST_OFFER: frozenset({Status.WAITING_LIST}),
}


@dataclass(frozen=True, slots=True)
class Ending:
    """How a message ends without being sent; `by_email` where an email takes its place."""

    state: MessageState
    reason: str
    by_email: bool = False


def ending(message: Message, booking: Booking, now: datetime) -> Ending | None:
    """None: send it. `booking` is as bookings.messages.looking found it."""
    wanted = _TRUE_WHILE.get(message.kind)
    if wanted is not None and booking.status not in wanted:
        words = {"status": booking.get_status_display()}
        return Ending(MessageState.DROPPED, _("the booking was %(status)s by then") % words)
    if message.kind == MessageKind.REMINDER:
        return _ending_of_reminder(message, booking, now)
    if message.kind in STANDING and has_moved(message, booking):
        return Ending(MessageState.DROPPED, _("it went to the customer’s new address"))
    if message.kind == MessageKind.WAITLIST_OFFER and not _offer_runs(message, now):
        return Ending(MessageState.DROPPED, _("the offer was over by then"))
    return _ending_of_text(message, booking) if message.channel == Channel.SMS else None


def _offer_runs(message: Message, now: datetime) -> bool:
    running = Offer.objects.filter(pk=message.facts.get("offer"), state=OfferState.RUNNING, expires_at__gt=now)
    return running.exists()


def _ending_of_text(message: Message, booking: Booking) -> Ending | None:
    """Of one that goes beside an email."""
    if mobile(booking) != message.recipient:
        return Ending(MessageState.DROPPED, _("the customer wants no text to this number any more"))
    if reason := _no_text(booking):
        return Ending(MessageState.SKIPPED, reason)
    return None


def _ending_of_reminder(message: Message, booking: Booking, now: datetime) -> Ending | None:
    if message.for_start != booking.starts_at:
        return Ending(MessageState.DROPPED, _("the booking was moved"))
    if now >= booking.starts_at:
        return Ending(MessageState.SKIPPED, _("it had already started"))
    if message.channel != Channel.SMS:
        return None
    if not booking.send_sms_reminder or mobile(booking) != message.recipient:
        return Ending(MessageState.DROPPED, _("the customer wants no text to this number any more"), by_email=True)
    if reason := _no_text(booking):
        return Ending(MessageState.SKIPPED, reason, by_email=True)
    return None


def _no_text(booking: Any) -> str:
    """Why its number gets no text now, by what bookings.messages.looking found."""
    if booking.stopped:
        return _("this number answered STOP")
    return _("this number has had enough texts for a day") if booking.texts_today >= TEXTS_A_DAY else ""
