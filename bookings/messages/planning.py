"""Writing what is to be said, in the transaction of the event that it tells of."""

from datetime import datetime
from typing import Any

from django.conf import settings

from bookings.messages.opt_out import stopped
from bookings.messages.recipients import TO_OWNER, addresses, mobile, stop_words
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

    `facts` are ready for reading: "words" (the owner's own), "paid", "due", "refund", "kept", "released", "by_hand"
    (amounts with their currency), "previous_start" and "until" (ISO 8601), "offer" (its id), "changed"
    (a sentence in place of the kind's own), "late", "in_person" and "another_way" (how money came and went,
    bookings.messages.sentences).
    """
    told = [(Channel.EMAIL, address) for address in addresses(kind, booking)]
    return [_write(kind, booking, channel, address, event, now, facts or {}) for channel, address in told]


def plan_text(
    kind: MessageKind,
    booking: Booking,
    *,
    event: BookingEvent | None,
    now: datetime,
    facts: dict[str, Any] | None = None,
) -> Message | None:
    """The same as a text, beside the email; None for whoever has no number that can be texted. Who asked for texts
    is the caller's to know: consent is per purpose. To a number that has answered STOP it is `skipped`."""
    number = mobile(booking)
    if not number:
        return None
    why_not = stop_words() if stopped(number) else ""
    return _write(kind, booking, Channel.SMS, number, event, now, facts or {}, why_not)


def readdress(booking: Booking, old_email: str) -> None:
    """What the customer has not been sent yet goes to the booking's present email; a reminder is planned anew."""
    waiting = Message.objects.filter(booking=booking, channel=Channel.EMAIL, state=MessageState.PLANNED)
    waiting.filter(recipient=old_email).exclude(kind__in=[*TO_OWNER, MessageKind.REMINDER]).update(
        recipient=booking.email
    )


def _write(
    kind: str,
    booking: Booking,
    channel: Channel,
    address: str,
    event: BookingEvent | None,
    now: datetime,
    facts: dict[str, Any],
    why_not: str = "",
) -> Message:
    told = {"booking": booking, "kind": kind, "channel": channel, "recipient": address, "event": event}
    planned = Message.objects.filter(**told, resend_of=None).first()
    if planned is not None:
        return planned
    language = settings.LANGUAGE_CODE if kind in TO_OWNER else booking.language
    message = Message(**told, facts=facts, language=language, due_at=now, created_at=now, reason=why_not)
    message.state = MessageState.SKIPPED if why_not else MessageState.PLANNED
    message.save()
    if not why_not:
        nudge_by_name(SEND_TASK, message.pk)
    return message
