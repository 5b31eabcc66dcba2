"""Once more, and not twice: a second press of the button is told that the first one counted."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bookings.messages.looking import booking_of
from bookings.messages.opt_out import stopped
from bookings.messages.planning import SEND_TASK
from bookings.messages.recipients import TO_OWNER, mobile, reminder_channel
from bookings.messages.relevance import ending
from bookings.models import Booking, Channel, Message, MessageKind, MessageState
from bookings.nudges import nudge_by_name
from services.wording import moment, zone_label

PAUSE = timedelta(minutes=1)
_WAITING = (MessageState.PLANNED, MessageState.SENDING)


class NotSentAgain(Exception):
    """Nothing was written, and the words say why; `shown` is the message to look at."""

    def __init__(self, words: str, shown: Message) -> None:
        super().__init__(words)
        self.shown = shown


class JustSent(NotSentAgain):
    """`shown` is the copy that is on its way already."""

    def __init__(self, shown: Message) -> None:
        super().__init__(_("It was sent again a moment ago. Wait a minute before you send it once more."), shown)


class NotLeftYet(NotSentAgain):
    """`shown` waits: it, or a copy of it, or another reminder of the same booking."""

    def __init__(self, shown: Message, now: datetime) -> None:
        super().__init__(_not_left(shown, now), shown)


class NobodyToTell(NotSentAgain):
    """The booking has no address: its person was erased, or never gave one."""

    def __init__(self, shown: Message) -> None:
        super().__init__(_("There is no address to send it to any more."), shown)


class NotTrueAnyMore(NotSentAgain):
    """What it tells of is over, or was when it was due."""

    def __init__(self, shown: Message, reason: str) -> None:
        super().__init__(_("It is not sent: %(reason)s.") % {"reason": reason}, shown)


def resend(message: Message, *, now: datetime) -> Message:
    """The same once more, to where the customer can be reached now; a new row that names its original."""
    again = _copy(message, now)
    again.save()
    nudge_by_name(SEND_TASK, again.pk)
    return again


def _copy(message: Message, now: datetime) -> Message:
    """Not saved."""
    booking = message.booking
    channel, recipient = _reached_by(message)
    return Message(
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


def _reached_by(message: Message) -> tuple[str, str]:
    """A text to somebody who has no number any more, or wants no texts on it, becomes an email."""
    booking = message.booking
    if message.kind == MessageKind.REMINDER:
        return reminder_channel(booking)
    if message.channel == Channel.SMS and (number := mobile(booking)) and not stopped(number):
        return Channel.SMS, number
    return Channel.EMAIL, message.recipient if message.kind in TO_OWNER else booking.email


def may_go_again(message: Message) -> bool:
    """Not what has not left yet, and not what was dropped; a `skipped` one may, where it is still in time."""
    return message.state not in (*_WAITING, MessageState.DROPPED)


def send_again(message: Message, *, now: datetime) -> Message:
    """A new row that is due now. Raises NotSentAgain: JustSent within a minute of the one before, whichever copy was
    pressed, NotLeftYet, NobodyToTell and NotTrueAnyMore."""
    with transaction.atomic():
        # Its lock is the one under which everything else about this booking is planned.
        Booking.objects.select_for_update(no_key=True).get(pk=message.booking_id)
        before = _copies(message).filter(created_at__gt=now - PAUSE).order_by("-created_at").first()
        if before is not None:
            raise JustSent(before)
        if (waiting := _waiting(message)) is not None:
            raise NotLeftYet(waiting, now)
        if not _reached_by(message)[1]:
            raise NobodyToTell(message)
        if reason := _untrue(message, now):
            raise NotTrueAnyMore(message, reason)
        return resend(message, now=now)


def _waiting(message: Message) -> Message | None:
    """What will tell the same, to the same people and in the same way; a reminder in whatever way."""
    if message.state in _WAITING:
        return message
    same = _same(message).filter(state__in=_WAITING)
    if message.kind != MessageKind.REMINDER:
        same = same.filter(channel=_reached_by(message)[0])
    return same.order_by("due_at").first()


def _not_left(waiting: Message, now: datetime) -> str:
    if waiting.state == MessageState.SENDING or waiting.due_at <= now:
        return _("It has not left yet: it goes as soon as it can.")
    zone = waiting.booking.zone
    words = {"when": moment(waiting.due_at, zone, now), "zone": zone_label(waiting.due_at, zone)}
    return _("It has not left yet: it goes on %(when)s, %(zone)s.") % words


def _untrue(message: Message, now: datetime) -> str:
    """Why a copy would not go out; nothing where it would, by email if not as a text."""
    if message.state == MessageState.DROPPED:
        return message.reason
    copy = _copy(message, now)
    booking = booking_of(copy, now)
    end = ending(copy, booking, now) if booking else None
    return end.reason if end and not end.by_email else ""


def _copies(message: Message) -> QuerySet[Message]:
    """What was sent again of the same message."""
    return _same(message).filter(resend_of__isnull=False)


def _same(message: Message) -> QuerySet[Message]:
    """All that tells of the same; to owners, each of them has one of their own."""
    same = Message.objects.filter(booking_id=message.booking_id, kind=message.kind, event_id=message.event_id)
    return same.filter(recipient=message.recipient) if message.kind in TO_OWNER else same
