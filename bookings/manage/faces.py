"""Which face a booking's page shows, and its first words. A customer never reads a status word."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.lifecycle.cancel import CUSTOMER_CANCELED
from bookings.lifecycle.decline import CHECKOUT_EXPIRED, REQUEST_EXPIRED, SLOT_NOT_AVAILABLE
from bookings.line import LEFT_WAITLIST, TAKEN_OFF_WAITLIST, WAITLIST_CLOSED, place_in_line
from bookings.messages.waiting import place_words
from bookings.models import Booking, BookingEvent
from bookings.sessions.ending import CALLED_OFF
from bookings.states import PaymentOption, Status
from services import wording
from services.models import Business, ServiceKind

FRESH = timedelta(hours=1)


class Face(StrEnum):
    TICKET = "ticket"
    CONFIRMED = "confirmed"
    PENDING = "pending"
    CONFIRMING = "confirming"
    UNFINISHED = "unfinished"
    WAITING = "waiting"
    DECLINED = "declined"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True)
class Head:
    """`mark` and `word`: the state. `sentence`: what it means for the person who reads."""

    mark: str
    word: str
    sentence: str = ""
    words: str = ""


def face_of(booking: Booking, now: datetime, *, new: bool) -> Face:
    """`new`: the customer comes from booking it. A booking that stands is a ticket at first, then plain."""
    if booking.status == Status.CONFIRMED:
        settled = booking.checkout_completed_at or booking.created_at
        fresh = new or now - settled < FRESH
        return Face.TICKET if fresh and now < booking.ends_at else Face.CONFIRMED
    if booking.status == Status.CREATED:
        return Face.CONFIRMING if booking.checkout_completed_at else Face.UNFINISHED
    return {
        Status.PENDING: Face.PENDING,
        Status.WAITING_LIST: Face.WAITING,
        Status.DECLINED: Face.DECLINED,
        Status.CANCELED: Face.CANCELED,
    }[Status(booking.status)]


def head_of(booking: Booking, face: Face, last: BookingEvent | None, business: Business, now: datetime) -> Head:
    words = booking.participant_notification.get("message", "")
    match face:
        case Face.TICKET | Face.CONFIRMED:
            return Head("ok", _("Confirmed"))
        case Face.PENDING:
            return Head("ask", _("Request sent"), _pending(booking, business, now))
        case Face.CONFIRMING:
            return Head("wait", _("Confirming"), _("We are writing it into the book. This takes a moment."))
        case Face.UNFINISHED:
            return Head("wait", _("Not finished"), _unfinished(booking, now))
        case Face.WAITING:
            return Head("wait", _("On the waitlist"), place_words(place_in_line(booking)))
        case Face.DECLINED:
            return Head("no", _("Not booked"), how_it_ended(booking, last, business), words)
        case Face.CANCELED:
            return Head("no", _("Canceled"), how_it_ended(booking, last, business), words)


def _pending(booking: Booking, business: Business, now: datetime) -> str:
    if booking.answer_by is None:
        return _("It is not a booking yet: %(business)s answers you by email.") % {"business": business.name}
    moment = wording.moment(booking.answer_by, booking.zone, now)
    words = {"business": business.name, "moment": moment}
    return _("It is not a booking yet. %(business)s answers by %(moment)s.") % words


def _unfinished(booking: Booking, now: datetime) -> str:
    until = booking.checkout_expires_at
    if until is None or until <= now:
        return _("This booking was not finished in time, and is about to end.")
    sentence = _("Nothing is booked yet. You can go on until %(clock)s; after that the booking ends by itself.")
    return sentence % {"clock": wording.clock(until, booking.zone)}


def how_it_ended(booking: Booking, last: BookingEvent | None, business: Business) -> str:
    """By whom and why; `last` is the event that ended it."""
    if last and _called_off(booking, last.reason):
        return _("%(business)s has called this off: it does not take place.") % {"business": business.name}
    return (
        _canceled(booking, last, business) if booking.status == Status.CANCELED else _declined(booking, last, business)
    )


def _called_off(booking: Booking, reason: str) -> bool:
    """Who waited for a place in it hears it too."""
    if reason == WAITLIST_CLOSED and booking.session is not None:
        return booking.session.called_off_at is not None
    return reason == CALLED_OFF


def _declined(booking: Booking, last: BookingEvent | None, business: Business) -> str:
    """Why, and never that two people were given the same time."""
    reason = last.reason if last else ""
    if reason == SLOT_NOT_AVAILABLE:
        if booking.kind != ServiceKind.APPOINTMENT:
            return _("Somebody else had the last places a moment earlier. Nothing is booked.")
        return _("Somebody else had this time a moment earlier. Nothing is booked.")
    if reason == CHECKOUT_EXPIRED:
        return _("The booking was not finished in time, so the time went back to everybody. Nothing is booked.")
    if reason == REQUEST_EXPIRED:
        return _("%(business)s did not answer in time. Nothing is booked.") % {"business": business.name}
    if reason == TAKEN_OFF_WAITLIST:
        return _("%(business)s has taken you off the waitlist. Nothing is booked.") % {"business": business.name}
    if reason == WAITLIST_CLOSED:
        return _("No place came free for you in time. The waitlist is closed, and nothing is booked.")
    return _("%(business)s could not take this booking.") % {"business": business.name}


def _canceled(booking: Booking, last: BookingEvent | None, business: Business) -> str:
    if last and last.reason == LEFT_WAITLIST:
        return _("You have left the waitlist. Nothing is booked.")
    if last and last.reason == CUSTOMER_CANCELED:
        if booking.kind != ServiceKind.APPOINTMENT:
            return ngettext(
                "You canceled this booking. The place is free for others.",
                "You canceled this booking. The places are free for others.",
                booking.total_participants,
            )
        return _("You canceled this booking. The time is free for others.")
    return _("%(business)s canceled this booking.") % {"business": business.name}


def ticket_state(booking: Booking, currency: str) -> str:
    """ "Confirmed, and €20.00 paid": nothing is called paid before it is."""
    paid = booking.amount_paid - booking.amount_refunded
    if paid > 0:
        return _("Confirmed, and %(amount)s paid") % {"amount": wording.money(paid, currency)}
    online = booking.selected_payment_option == PaymentOption.ONLINE
    if online and booking.amount_authorised:
        return _("Confirmed, your payment is being taken")
    return _("Confirmed")
