"""Writing what is to be said, in the transaction of the event that it tells of."""

from datetime import datetime
from typing import Any

from django.conf import settings

from bookings.messages.recipients import TO_OWNER, addresses, reminder_channel
from bookings.models import Booking, BookingEvent, Channel, Message, MessageKind, MessageState
from bookings.nudges import nudge_by_name

SEND_TASK = "bookings.tasks.send_message"


def plan(
    kind: MessageKind,
    booking: Booking,
    *,
    event: BookingEvent | None,
    now: datetime,
    facts: dict[str, Any] | None = None,
) -> list[Message]:
    """One email row for each recipient, due now. Planned again for the same event, it gives the same rows; the
    caller holds the booking's lock, so that nobody else plans for it meanwhile.

    `facts` are ready for reading: "words" (the owner's own), "paid", "due", "refund", "kept" (amounts with their
    currency), "previous_start" (ISO 8601).
    """
    return [_write(kind, booking, address, event, now, facts or {}) for address in addresses(kind, booking)]


def resend(message: Message, *, now: datetime) -> Message:
    """The same once more, to where the customer can be reached now; a new row that names its original."""
    booking = message.booking
    channel, recipient = message.channel, message.recipient
    if message.kind == MessageKind.REMINDER:
        channel, recipient = reminder_channel(booking)
    elif message.kind not in TO_OWNER:
        recipient = booking.email
    again = Message.objects.create(
        booking=booking,
        event=message.event,
        kind=message.kind,
        channel=channel,
        recipient=recipient,
        language=message.language,
        facts=message.facts,
        for_start=booking.starts_at if message.kind == MessageKind.REMINDER else None,
        due_at=now,
        resend_of=message,
        created_at=now,
    )
    nudge_by_name(SEND_TASK, again.pk)
    return again


def readdress(booking: Booking, old_email: str) -> None:
    """What the customer has not been sent yet goes to the booking's present email; a reminder is planned anew."""
    waiting = Message.objects.filter(booking=booking, channel=Channel.EMAIL, state=MessageState.PLANNED)
    waiting.filter(recipient=old_email).exclude(kind__in=[*TO_OWNER, MessageKind.REMINDER]).update(
        recipient=booking.email
    )


def _write(
    kind: str,
    booking: Booking,
    address: str,
    event: BookingEvent | None,
    now: datetime,
    facts: dict[str, Any],
) -> Message:
    told = {"booking": booking, "kind": kind, "channel": Channel.EMAIL, "recipient": address, "event": event}
    planned = Message.objects.filter(**told, resend_of=None).first()
    if planned is not None:
        return planned
    language = settings.LANGUAGE_CODE if kind in TO_OWNER else booking.language
    message = Message.objects.create(**told, facts=facts, language=language, due_at=now, created_at=now)
    nudge_by_name(SEND_TASK, message.pk)
    return message
