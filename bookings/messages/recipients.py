"""Whom a message is for."""

from bookings.models import Booking, Channel, MessageKind
from services.models import Business

TO_OWNER = frozenset({MessageKind.DOUBLE_BOOKED, MessageKind.NEW_REQUEST})


def addresses(kind: str, booking: Booking) -> list[str]:
    """The business and the person concerned for the owner's kinds, the customer for all others; each once."""
    if kind not in TO_OWNER:
        return [booking.email] if booking.email else []
    wanted = [Business.objects.current().email, booking.resource.email if booking.resource else ""]
    return list({address.lower(): address for address in wanted if address}.values())


def reminder_channel(booking: Booking) -> tuple[Channel, str]:
    """A text to who asked for one and has a number that can be texted, else an email."""
    if booking.send_sms_reminder and (number := mobile(booking)):
        return Channel.SMS, number
    return Channel.EMAIL, booking.email


def mobile(booking: Booking) -> str:
    """The phone in E.164, or nothing when it is missing or no number at all."""
    phone = booking.phone
    return phone.as_e164 if phone and phone.is_valid() else ""
