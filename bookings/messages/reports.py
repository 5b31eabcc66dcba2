"""What a provider reports after it has taken a message. Only forward: a report that comes twice, late or before our
own record of the sending changes nothing that is known better."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bookings.messages.reminders import remind_by_email
from bookings.messages.troubles import alert
from bookings.models import Alert, AlertKind, Channel, Message, MessageKind, MessageState
from bookings.states import Status

# `sending` too: the report may come before the attempt itself has been recorded, which then leaves it as it is.
_OPEN = (MessageState.SENDING, MessageState.SENT, MessageState.UNCERTAIN)


def accepted(message_id: int, provider_id: str, now: datetime) -> None:
    """The provider has it for certain: what seemed uncertain was sent."""
    with _locked(message_id, provider_id) as message:
        if message and message.state == MessageState.UNCERTAIN:
            _write(message, MessageState.SENT, provider_id, now)
            _solve_alert(message, now)


def delivered(message_id: int, provider_id: str, now: datetime) -> None:
    with _locked(message_id, provider_id) as message:
        if message and message.state in _OPEN:
            message.delivered_at = now
            _write(message, MessageState.DELIVERED, provider_id, now)
            _solve_alert(message, now)


def failed(message_id: int, provider_id: str, reason: str, now: datetime) -> None:
    """It has not arrived. A reminder by text goes by email while that is of use, everything else is for the owner to
    look at. Mail that counted as delivered may come back all the same; a text does not."""
    with _locked(message_id, provider_id) as message:
        if message is None or not _may_fail(message):
            return
        _write(message, MessageState.FAILED, provider_id, now, reason)
        if _may_go_by_email(message, now):
            remind_by_email(message.booking, now=now)
            _solve_alert(message, now)
        else:
            alert(message, now)


def _may_fail(message: Message) -> bool:
    returned = message.channel == Channel.EMAIL and message.state == MessageState.DELIVERED
    return returned or message.state in _OPEN


def _may_go_by_email(message: Message, now: datetime) -> bool:
    booking = message.booking
    if message.kind != MessageKind.REMINDER or message.channel != Channel.SMS:
        return False
    standing = booking.status == Status.CONFIRMED and message.for_start == booking.starts_at
    return standing and now < booking.starts_at and bool(booking.email)


@contextmanager
def _locked(message_id: int, provider_id: str) -> Iterator[Message | None]:
    """None for one that has gone with its booking, and for another attempt's name."""
    with transaction.atomic():
        rows = Message.objects.select_for_update(no_key=True, of=("self",)).select_related("booking")
        message = rows.filter(pk=message_id).first()
        known = message.provider_id if message else ""
        yield None if known and provider_id and known != provider_id else message


def _write(message: Message, state: MessageState, provider_id: str, now: datetime, reason: str = "") -> None:
    message.state, message.reason = state, reason[:200]
    message.provider_id = message.provider_id or provider_id
    message.sent_at = message.sent_at or now
    message.save(update_fields=["state", "reason", "provider_id", "sent_at", "delivered_at"])


def _solve_alert(message: Message, now: datetime) -> None:
    """Of this message alone: the alert ends with its number."""
    open_alerts = Alert.objects.filter(
        kind=AlertKind.MESSAGE_UNCERTAIN, booking_id=message.booking_id, solved_at__isnull=True
    )
    ending = _("(no. %(number)s)") % {"number": message.pk}
    open_alerts.filter(text__endswith=ending).update(solved_at=now)
