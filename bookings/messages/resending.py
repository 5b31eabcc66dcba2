"""Once more, and not twice: a second press of the button is told that the first one counted."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bookings.messages.opt_out import stopped
from bookings.messages.planning import SEND_TASK
from bookings.messages.recipients import TO_OWNER, mobile, reminder_channel
from bookings.models import Booking, Channel, Message, MessageKind
from bookings.nudges import nudge_by_name

PAUSE = timedelta(minutes=1)


class JustSent(Exception):
    """Nothing was written; `again` is the copy that is on its way already."""

    def __init__(self, again: Message) -> None:
        super().__init__(_("It was sent again a moment ago. Wait a minute before you send it once more."))
        self.again = again


class NobodyToTell(Exception):
    """The booking has no address: its person was erased, or never gave one."""

    def __init__(self) -> None:
        super().__init__(_("There is no address to send it to any more."))


def resend(message: Message, *, now: datetime) -> Message:
    """The same once more, to where the customer can be reached now; a new row that names its original."""
    booking = message.booking
    channel, recipient = _reached_by(message)
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


def _reached_by(message: Message) -> tuple[str, str]:
    """A text to somebody who has no number any more, or wants no texts on it, becomes an email."""
    booking = message.booking
    if message.kind == MessageKind.REMINDER:
        return reminder_channel(booking)
    if message.channel == Channel.SMS and (number := mobile(booking)) and not stopped(number):
        return Channel.SMS, number
    return Channel.EMAIL, message.recipient if message.kind in TO_OWNER else booking.email


def send_again(message: Message, *, now: datetime) -> Message:
    """A new row that is due now. Raises JustSent within a minute of the one before, whichever copy was pressed, and
    NobodyToTell."""
    with transaction.atomic():
        # Its lock is the one under which everything else about this booking is planned.
        Booking.objects.select_for_update(no_key=True).get(pk=message.booking_id)
        before = _copies(message).filter(created_at__gt=now - PAUSE).order_by("-created_at").first()
        if before is not None:
            raise JustSent(before)
        if not _reached_by(message)[1]:
            raise NobodyToTell
        return resend(message, now=now)


def _copies(message: Message) -> QuerySet[Message]:
    """What was sent again of the same message; to owners, each of them has one of their own."""
    copies = Message.objects.filter(
        booking_id=message.booking_id, kind=message.kind, event_id=message.event_id, resend_of__isnull=False
    )
    return copies.filter(recipient=message.recipient) if message.kind in TO_OWNER else copies
