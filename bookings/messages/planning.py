"""Writing what is to be said, in the transaction of the event that it tells of."""

from datetime import datetime
from typing import Any

from django.conf import settings

from bookings.messages.recipients import TO_OWNER, addresses, reminder_channel
from bookings.models import Booking, BookingEvent, Channel, Message, MessageKind
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
    """One email row for each recipient, due now. Planned again for the same event, it gives the same rows.

    `facts` are ready for reading: "words" (the owner's own), "paid", "due", "refund", "kept" (amounts with their
    currency), "pay_url", "previous_start" (ISO 8601), "alternatives" ([[label, address], ...]).
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


def _write(
    kind: str,
    booking: Booking,
    address: str,
    event: BookingEvent | None,
    now: datetime,
    facts: dict[str, Any],
) -> Message:
    message, is_new = Message.objects.get_or_create(
        booking=booking,
        kind=kind,
        channel=Channel.EMAIL,
        recipient=address,
        event=event,
        resend_of=None,
        defaults={
            "facts": facts,
            "language": settings.LANGUAGE_CODE if kind in TO_OWNER else booking.language,
            "due_at": now,
            "created_at": now,
        },
    )
    if is_new:
        nudge_by_name(SEND_TASK, message.pk)
    return message
