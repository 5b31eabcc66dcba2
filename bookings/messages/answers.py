"""What customers answer to a text: STOP and START are obeyed, everything else is kept nowhere."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from bookings.messages import opt_out
from bookings.messages.recipients import stop_words
from bookings.messages.reminders import remind_by_email
from bookings.models import Booking, Channel, Message, MessageKind, MessageState

# What carriers and Twilio take for a wish; the word alone, as people type it.
STOP = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"})
START = frozenset({"start", "unstop", "yes"})


def hear(phone: str, text: str, now: datetime) -> None:
    """`phone` in E.164, `text` as it was typed. Heard twice it changes nothing the second time."""
    word = text.strip(" \t\r\n.,!\"'").casefold()
    if word in STOP:
        opt_out.stop(phone, now)
        for message in _waiting(phone):
            _without_text(message, now)
    elif word in START:
        opt_out.resume(phone, now)


def _waiting(phone: str) -> QuerySet[Message]:
    return Message.objects.filter(channel=Channel.SMS, recipient=phone, state=MessageState.PLANNED)


def _without_text(message: Message, now: datetime) -> None:
    """A reminder becomes an email for the same moment; what goes beside an email is let go. The booking's lock is
    the one under which everything else about it is planned."""
    with transaction.atomic():
        booking = Booking.objects.select_for_update(no_key=True).get(pk=message.booking_id)
        still = Message.objects.filter(pk=message.pk, state=MessageState.PLANNED)
        if not still.update(state=MessageState.SKIPPED, reason=stop_words()):
            return
        ahead = message.for_start == booking.starts_at and now < booking.starts_at
        if message.kind == MessageKind.REMINDER and ahead and booking.email:
            remind_by_email(booking, now=now, due_at=message.due_at)
