"""The first words of each kind of email: its subject, and the sentence that says what has happened.

A fixed list of placeholders, filled in here; nothing from the database is ever a template.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bookings.messages.waiting import opening_sentence, subject_sentence
from bookings.models import Booking, MessageKind
from services.models import ServiceKind
from services.wording import moment, zone_label

Facts = Mapping[str, Any]

_SUBJECTS = {
    MessageKind.RECEIVED: gettext_lazy("Request received: %(what)s, %(when)s"),
    MessageKind.CONFIRMED: gettext_lazy("Confirmed: %(what)s, %(when)s"),
    MessageKind.DECLINED: gettext_lazy("Not confirmed: %(what)s, %(when)s"),
    MessageKind.CANCELED: gettext_lazy("Canceled: %(what)s, %(when)s"),
    MessageKind.RESCHEDULED: gettext_lazy("New time: %(what)s, %(when)s"),
    MessageKind.PARTICIPANTS_CHANGED: gettext_lazy("Number of people changed: %(what)s, %(when)s"),
    MessageKind.PAYMENT_RECEIVED: gettext_lazy("Payment received: %(what)s, %(when)s"),
    MessageKind.PAYMENT_REFUNDED: gettext_lazy("Refund: %(what)s, %(when)s"),
    MessageKind.PAYMENT_DUE: gettext_lazy("To pay: %(what)s, %(when)s"),
    MessageKind.REMINDER: gettext_lazy("Reminder: %(what)s, %(when)s"),
    MessageKind.WAITLISTED: gettext_lazy("On the waitlist: %(what)s, %(when)s"),
    MessageKind.WAITLIST_OFFER: gettext_lazy("A place is free: %(what)s, %(when)s"),
    MessageKind.CALLED_OFF: gettext_lazy("Called off: %(what)s, %(when)s"),
    MessageKind.DOUBLE_BOOKED: gettext_lazy("Double booked: %(what)s, %(when)s"),
    MessageKind.NEW_REQUEST: gettext_lazy("New request: %(what)s, %(when)s"),
}


def subject(kind: str, booking: Booking, facts: Facts) -> str:
    """On one line, whatever the service is called."""
    words = {"what": booking.title, "when": moment(booking.starts_at, booking.zone)}
    changed = _("Changed: %(what)s, %(when)s") if "changed" in facts else ""
    if kind == MessageKind.DOUBLE_BOOKED and booking.kind != ServiceKind.APPOINTMENT:
        changed = _("More people than places: %(what)s, %(when)s")
    sentence = changed or subject_sentence(facts) or _SUBJECTS[MessageKind(kind)]
    return " ".join((sentence % words).split())


def opening(kind: str, booking: Booking, facts: Facts) -> str:
    """What the verb said has "changed", where its kind says too much or too little."""
    if "changed" in facts:
        return str(facts["changed"])
    if facts.get("late"):
        return _("Your payment arrived after this booking had ended. All of it goes back to you.")
    if facts.get("in_person"):
        return _("We have given money back to you in person.")
    if facts.get("another_way"):
        return _("We have given money back to you, not by the way you paid.")
    return opening_sentence(kind, booking, facts) or _OPENINGS[MessageKind(kind)](booking)


def released(amount: str) -> str:
    """Of what was reserved on the card and is not taken; also on the booking's page."""
    done = _("We release the %(amount)s reserved on your card; nothing was charged.") % {"amount": amount}
    return f"{done} {_('Your bank may take some days to show it.')}"


def given_by_hand(amount: str, business: str) -> str:
    """Of what was paid in person for a booking that has ended; also on the booking's page."""
    words = {"amount": amount, "business": business}
    return _("%(business)s gives back the %(amount)s that you paid in person.") % words


def _received(booking: Booking) -> str:
    if booking.answer_by is None:
        return _("We have your request. It is not a booking yet: we will write to you with a yes or a no.")
    words = {"when": _deadline(booking)}
    return _("We have your request. It is not a booking yet: you have our answer by %(when)s.") % words


def _new_request(booking: Booking) -> str:
    if booking.answer_by is None:
        return _("A customer asks for this time.")
    return _("A customer asks for this time. Answer by %(when)s, or the request ends.") % {"when": _deadline(booking)}


def _double_booked(booking: Booking) -> str:
    if booking.kind == ServiceKind.CLASS:
        return _(
            "With this booking the class has more people than places. Give it more places, move or cancel somebody, or"
            " keep them all."
        )
    if booking.kind == ServiceKind.COURSE:
        return _(
            "With this booking the course has more people than places. Give it more places, cancel somebody, or keep"
            " them all."
        )
    return _("This booking and another one take the same time. Move or cancel one of them, or keep both.")


def _people(booking: Booking) -> str:
    count = booking.total_participants
    sentence = ngettext(
        "Your booking is now for %(count)s person.", "Your booking is now for %(count)s people.", count
    )
    return sentence % {"count": count}


def _deadline(booking: Booking) -> str:
    if booking.answer_by is None:
        return ""
    return f"{moment(booking.answer_by, booking.zone)}, {zone_label(booking.answer_by, booking.zone)}"


_OPENINGS: dict[MessageKind, Callable[[Booking], str]] = {
    MessageKind.RECEIVED: _received,
    MessageKind.CONFIRMED: lambda booking: _("Your booking is confirmed."),
    MessageKind.DECLINED: lambda booking: _("We can't confirm this booking. The time is not kept for you."),
    MessageKind.CANCELED: lambda booking: _("Your booking is canceled."),
    MessageKind.RESCHEDULED: lambda booking: _("Your booking has a new time."),
    MessageKind.PARTICIPANTS_CHANGED: _people,
    MessageKind.PAYMENT_RECEIVED: lambda booking: _("We have received your payment."),
    MessageKind.PAYMENT_REFUNDED: lambda booking: _(
        "We have sent money back to you. Your bank may take some days to show it."
    ),
    MessageKind.PAYMENT_DUE: lambda booking: _(
        "Your card could not be charged. Your booking stands; the amount below is still to pay."
    ),
    MessageKind.REMINDER: lambda booking: _("This is a reminder of your booking."),
    MessageKind.WAITLISTED: lambda booking: _(
        "You are on the waitlist. When a place comes free you hear from us, and have a little time to take it."
    ),
    MessageKind.WAITLIST_OFFER: lambda booking: _("A place has come free, and it is yours if you take it in time."),
    MessageKind.CALLED_OFF: lambda booking: _("We are sorry: this does not take place, and your booking has ended."),
    MessageKind.DOUBLE_BOOKED: _double_booked,
    MessageKind.NEW_REQUEST: _new_request,
}
