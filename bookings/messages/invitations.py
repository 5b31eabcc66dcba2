"""Which mails carry the booking as a calendar entry, and which take it out again (RFC 5546)."""

from bookings.calendars import Method
from bookings.models import Booking, Channel, Message, MessageKind, MessageState
from bookings.states import ON_CALENDAR, Status

_INVITES = frozenset({MessageKind.CONFIRMED, MessageKind.RESCHEDULED})
_ENDS = frozenset({MessageKind.DECLINED, MessageKind.CANCELED, MessageKind.CALLED_OFF})
# What may have arrived.
_LEFT = frozenset({MessageState.SENDING, MessageState.SENT, MessageState.DELIVERED, MessageState.UNCERTAIN})
# A booking is never this again: whoever ended there had no entry, whatever was said of the class's time.
_BEFORE_THE_CALENDAR = frozenset({Status.CREATED, Status.WAITING_LIST})


def method_of(message: Message, booking: Booking) -> Method | None:
    """None: without an entry, as for who only waits, and where there is none to take out."""
    if message.kind in _INVITES:
        return "REQUEST" if booking.status in ON_CALENDAR else None
    return "CANCEL" if message.kind in _ENDS and _has_an_entry(message) else None


def _has_an_entry(end: Message) -> bool:
    if end.event is not None and end.event.before.get("status") in _BEFORE_THE_CALENDAR:
        return False
    told = Message.objects.filter(booking_id=end.booking_id, channel=Channel.EMAIL, kind__in=_INVITES)
    return told.filter(state__in=_LEFT).exists()
