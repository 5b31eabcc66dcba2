"""The reminder 24 hours before (domain.md section 9): real hours, counted in UTC."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bookings.messages.recipients import reminder_channel, why_by_email
from bookings.models import Booking, Channel, Message, MessageKind, MessageState

AHEAD = timedelta(hours=24)
UNSENT = frozenset({MessageState.DROPPED, MessageState.SKIPPED})


def plan_reminder(booking: Booking, *, now: datetime) -> Message | None:
    """The booking's one reminder for its start, by text or by email; planned twice it is the same row. None for
    whoever has left no address.

    Booked later than 24 hours ahead, the row is `skipped` and says why. A reminder that still waits for another
    channel or address (the customer changed them) is dropped for the new one; one that has gone out stays the
    only one.
    """
    channel, recipient = reminder_channel(booking)
    if not recipient:
        return None
    standing = _of_start(booking).exclude(state__in=UNSENT).order_by("-id").first()
    if standing and standing.state == MessageState.PLANNED and _goes(standing) != (channel, recipient):
        drop_reminders(booking, now=now, reason=_("the customer's details have changed"))
        standing = None
    if standing:
        return standing
    if reason := why_not(booking.starts_at, now):
        return _skip(booking, channel, recipient, now, reason)
    return _create(booking, channel, recipient, now)


def drop_reminders(booking: Booking, *, now: datetime, reason: str) -> int:
    """How many waiting reminders now will not be sent; `reason` is for the owner and the customer to read."""
    waiting = booking.messages.filter(kind=MessageKind.REMINDER, state=MessageState.PLANNED)
    return waiting.update(state=MessageState.DROPPED, reason=reason[:200])


def remind_by_email(booking: Booking, *, now: datetime, due_at: datetime | None = None) -> Message:
    """In place of a text that can't be sent to this customer; due at once, or when the text was."""
    return _create(booking, Channel.EMAIL, booking.email, now, due_at=due_at or now)


def why_not(start: datetime, now: datetime) -> str:
    """Why a start needs no reminder planned now; nothing when it does."""
    if now >= start:
        return _("it had already started")
    if now > start - AHEAD:
        return _("booked less than 24 hours before the start")
    return ""


def _goes(message: Message) -> tuple[str, str]:
    return message.channel, message.recipient


def _of_start(booking: Booking) -> QuerySet[Message]:
    return booking.messages.filter(kind=MessageKind.REMINDER, for_start=booking.starts_at, resend_of__isnull=True)


def _skip(booking: Booking, channel: Channel, recipient: str, now: datetime, reason: str) -> Message:
    """Skipped rows may repeat in the database (a start can come back after a move), so they are looked up."""
    same = _of_start(booking).filter(state=MessageState.SKIPPED, channel=channel, reason=reason).first()
    return same or Message.objects.create(
        **_row(booking, channel, now), recipient=recipient, state=MessageState.SKIPPED, reason=reason
    )


def _create(
    booking: Booking, channel: Channel, recipient: str, now: datetime, *, due_at: datetime | None = None
) -> Message:
    row = _row(booking, channel, now) | {"recipient": recipient}
    if channel == Channel.EMAIL:
        row["reason"] = why_by_email(booking)
    if due_at:
        row["due_at"] = due_at
    try:
        with transaction.atomic():
            return Message.objects.create(**row)
    except IntegrityError:  # this channel has its reminder: one that went out, or one of a moment ago
        return _of_start(booking).exclude(state__in=UNSENT).get(channel=channel)


def _row(booking: Booking, channel: Channel, now: datetime) -> dict[str, object]:
    return {
        "booking": booking,
        "kind": MessageKind.REMINDER,
        "channel": channel,
        "language": booking.language,
        "for_start": booking.starts_at,
        "due_at": booking.starts_at - AHEAD,
        "created_at": now,
    }
