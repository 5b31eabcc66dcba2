"""Claim, look again, send, record: each on its own, and no transaction around the network."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from bookings.messages import email, outages, sms
from bookings.messages.claims import claim, record, record_sent
from bookings.messages.looking import booking_of
from bookings.messages.outcomes import NotSent, Unknown
from bookings.messages.recipients import has_moved
from bookings.messages.relevance import Ending, ending
from bookings.messages.reminders import remind_by_email
from bookings.messages.sms.text import text_of
from bookings.messages.troubles import alert, give_up
from bookings.models import Booking, Channel, Message, MessageKind, MessageState
from bookings.patience import wait_after

logger = logging.getLogger(__name__)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
LEAST_TRYING = timedelta(days=1)


def deliver(message_id: int, now: datetime) -> None:
    """Sends one message if it is due and still applies. Called twice, or by two workers, it is sent once.

    While its provider is slow it is left to the sweep.
    """
    if outages.slow_for(message_id):
        return
    if message := claim(message_id, now):
        send(message, now)


def send(message: Message, now: datetime) -> None:
    """Of a claimed message. Every way in which it can end is recorded on the row."""
    booking = booking_of(message, now)
    if booking is None:
        logger.info("message %s went with its booking", message.pk)  # deleted by hand since the claim; the row too
        return
    if end := ending(message, booking, now):
        _end(message, booking, end, now)
        return
    if has_moved(message, booking):
        _readdress(message, booking)
    depart = _prepare(message, booking, now)
    if depart is None:
        return
    begun = time.monotonic()
    try:
        provider_id = depart()
    except NotSent as error:
        _not_sent(message, booking, error, now)
    except Unknown as error:
        give_up(message, str(error), now)
    else:
        record_sent(message, now, provider_id)
    finally:
        outages.watch(message.channel, time.monotonic() - begun)


def _prepare(message: Message, booking: Booking, now: datetime) -> Callable[[], str] | None:
    """What sends it; None, and recorded, where it can't be written. Nothing has left here: a fault in the words
    or the settings must not look as if something had."""
    try:
        return _write(message, booking, now)
    except ImproperlyConfigured as error:
        logger.error("message %s waits: %s", message.pk, error)
        _not_sent(message, booking, NotSent(_("sending texts is not set up"), permanent=False), now)
    except Exception:
        logger.exception("message %s could not be written", message.pk)
        _fail(message, booking, _("it could not be written"), now)
    return None


def _write(message: Message, booking: Booking, now: datetime) -> Callable[[], str]:
    """All the words, made before anything leaves; what comes back sends them and gives the provider's id."""
    with translation.override(message.language):
        if message.channel == Channel.SMS:
            text, gateway = text_of(message, booking), sms.gateway()
            return lambda: gateway.send(message.recipient, text, f"message-{message.pk}").id
        letter = email.compose(message, booking, now)
        return lambda: email.send(letter)


def _not_sent(message: Message, booking: Booking, error: NotSent, now: datetime) -> None:
    again_at = now + waiting(message.attempts)
    if error.permanent or again_at >= _try_until(message, booking):
        _fail(message, booking, str(error), now)
    else:
        record(message, state=MessageState.PLANNED, due_at=again_at, reason=str(error)[:200])


def _fail(message: Message, booking: Booking, reason: str, now: datetime) -> None:
    """For good. A reminder that can't be a text is an email; everything else needs somebody to look."""
    by_email = message.kind == MessageKind.REMINDER and message.channel == Channel.SMS and now < booking.starts_at
    if not _end(message, booking, Ending(MessageState.FAILED, reason, by_email), now):
        alert(message, now)


def _end(message: Message, booking: Booking, end: Ending, now: datetime) -> bool:
    """Whether an email is to go in its place; not where that has gone, or failed, before."""
    with transaction.atomic():
        if record(message, state=end.state, reason=end.reason[:200]) and end.by_email:
            return remind_by_email(booking, now=now).state == MessageState.PLANNED
    return False


def _readdress(message: Message, booking: Booking) -> None:
    """The link in it opens the booking, so it goes to nobody but its customer."""
    message.recipient = booking.email
    Message.objects.filter(pk=message.pk, attempts=message.attempts).update(recipient=booking.email)


def waiting(attempts: int) -> timedelta:
    """30 s after the first attempt, then twice as long each time, an hour at most."""
    return wait_after(attempts, first=FIRST_WAIT, longest=LONGEST_WAIT)


def _try_until(message: Message, booking: Booking) -> datetime:
    """The start; a day where what is told of came after the start (a refund, a late cancellation)."""
    late = message.created_at >= booking.starts_at
    return message.created_at + LEAST_TRYING if late else booking.starts_at
