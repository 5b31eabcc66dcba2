"""How each kind of alert is solved, in words to the owner."""

from django.utils.translation import gettext_lazy as _

_DOUBLE_BOOKED = _(
    "Agree on another time with one of the customers and cancel that booking: as soon as one of them has gone, this"
    " alert is solved by itself. If both can come, mark it as solved."
)
_REFUND_FAILED = _(
    "The provider does not send the money back. Give it back another way, tell the customer, then mark this as"
    " solved: their page then says that you settled it."
)
_CAPTURE_FAILED = _(
    "The booking stands and is not paid. Ask the customer to pay at the visit, or cancel the booking; then mark this"
    " as solved."
)
_MESSAGE_UNCERTAIN = _(
    "Sending was cut off, and it is not sent twice by itself. Look at the messages of the booking: send it again"
    " there, or call the customer; then mark this as solved."
)
_TIMETABLE = _(
    "Something else stands at that time, so the class does not take place on that date. Move what stands, or leave the"
    " date out; then mark this as solved."
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
    "message_uncertain": _MESSAGE_UNCERTAIN,
    "timetable": _TIMETABLE,
    "audit": _AUDIT,
}
