"""Whom a message is for."""

from django.utils.translation import gettext as _

from bookings.messages.opt_out import stopped
from bookings.models import Booking, Channel, Message, MessageKind
from services.models import Business

TO_OWNER = frozenset({MessageKind.DOUBLE_BOOKED, MessageKind.NEW_REQUEST})
# Mails that lead to a booking that stands or waits: what was said last is said again to a new address.
STANDING = frozenset({MessageKind.RECEIVED, MessageKind.CONFIRMED, MessageKind.RESCHEDULED, MessageKind.WAITLISTED})


def addresses(kind: str, booking: Booking) -> list[str]:
    """The business and the person concerned for the owner's kinds, the customer for all others; each once."""
    if kind not in TO_OWNER:
        return [booking.email] if booking.email else []
    wanted = [Business.objects.current().email, booking.resource.email if booking.resource else ""]
    return list({address.lower(): address for address in wanted if address}.values())


def has_moved(message: Message, booking: Booking) -> bool:
    """Whether the customer whom this email is for has another address by now."""
    of_customer = message.channel == Channel.EMAIL and message.kind not in TO_OWNER
    return of_customer and message.recipient.lower() != booking.email.lower()


def reminder_channel(booking: Booking) -> tuple[Channel, str]:
    """A text to who asked for one and has a number that can be texted and wants texts, else an email."""
    if booking.send_sms_reminder and (number := mobile(booking)) and not stopped(number):
        return Channel.SMS, number
    return Channel.EMAIL, booking.email


def why_by_email(booking: Booking) -> str:
    """Why a reminder is an email although a phone was given for it; nothing where no text was asked for."""
    if booking.phone_as_typed:
        return _("texts can't go to the phone number that was given")
    asked = booking.send_sms_reminder and stopped(mobile(booking))
    return _("the phone number answered STOP") if asked else ""


def stop_words() -> str:
    """For the owner and the customer to read: why there is no text."""
    return _("this number answered STOP")


def mobile(booking: Booking) -> str:
    """The phone in E.164, or nothing when it is missing or no number at all."""
    phone = booking.phone
    return phone.as_e164 if phone and phone.is_valid() else ""
