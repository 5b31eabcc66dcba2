"""How each kind of alert is solved, in words to the owner."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from bookings.models import Alert, AlertKind
from services.models import ServiceKind

_DOUBLE_BOOKED = _(
    "Agree on another time with one of the customers and cancel that booking: as soon as one of them has gone, this"
    " alert is solved by itself. If both can come, mark it as solved."
)
_CLASS_OVER = _(
    "Give the class more places, move somebody to another date, or cancel somebody’s booking: as soon as there is a"
    " place for everybody, this alert is solved by itself. If all of them can come anyway, mark it as solved."
)
_COURSE_OVER = _(
    "Give the course more places, or cancel somebody’s booking: as soon as there is a place for everybody, this alert"
    " is solved by itself. If all of them can come anyway, mark it as solved."
)
_REFUND_FAILED = _(
    "Where the provider does not answer, it is asked again, and this alert is solved as soon as the money has gone"
    " back. Where it refuses, try again at the order, or give the money back another way and say so there."
)
_CAPTURE_FAILED = _(
    "The booking stands and is not paid; the customer has been sent a link to pay. As soon as it is paid, online or at"
    " the visit, or canceled, this alert is solved by itself."
)
_DISPUTED = _(
    "The customer’s bank asks for the money back. Answer it at the payment provider, in time: nothing is given back"
    " here meanwhile, and when the bank has decided this alert says how. A dispute that was lost has taken the money:"
    " ask the customer to pay, or cancel the booking; then mark this as solved."
)
_MISMATCH = _(
    "The amount or currency at the payment provider is not the one that was asked for, so nothing of it counts."
    " Look it up there and give it back there; then confirm or decline the booking, and mark this as solved."
)
_MESSAGE_UNCERTAIN = _(
    "Sending was cut off, and it is not sent twice by itself. Look at the messages of the booking: send it again"
    " there, or call the customer; then mark this as solved."
)
_TIMETABLE = _(
    "Something else stands at that time, so the class does not take place on that date. Move or cancel what stands: as"
    " soon as the date can be held, it is added and this alert is solved by itself. To leave the date out, mark it as"
    " solved."
)
_AUDIT = _(
    "Amounts or times don’t agree. Look at what is named and put it right, then mark this as solved; what the nightly"
    " check still finds, it says again."
)
# By AlertKind's values.
HOW = {
    "double_booked": _DOUBLE_BOOKED,
    "refund_failed": _REFUND_FAILED,
    "capture_failed": _CAPTURE_FAILED,
    "disputed": _DISPUTED,
    "mismatch": _MISMATCH,
    "message_uncertain": _MESSAGE_UNCERTAIN,
    "timetable": _TIMETABLE,
    "audit": _AUDIT,
}
_OVER = {ServiceKind.CLASS: _CLASS_OVER, ServiceKind.COURSE: _COURSE_OVER}


def over_its_places(alert: Alert) -> bool:
    """Of a class or course, where more than one booking at a time is the rule."""
    return alert.kind == AlertKind.DOUBLE_BOOKED and alert.booking is not None and alert.booking.kind in _OVER


def how(alert: Alert) -> Any:
    """A sentence or two, translated when it is shown."""
    if over_its_places(alert) and alert.booking is not None:
        return _OVER[ServiceKind(alert.booking.kind)]
    return HOW[alert.kind]
