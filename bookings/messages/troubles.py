"""A message that may not have arrived is for the owner to look at."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bookings.messages.claims import record
from bookings.models import Alert, AlertKind, Message, MessageState


def give_up(message: Message, reason: str, now: datetime) -> bool:
    """`uncertain`: it may have gone out, so only a person may send it again. False when its attempt had ended."""
    with transaction.atomic():
        if not record(message, state=MessageState.UNCERTAIN, reason=reason[:200]):
            return False
        alert(message, now)
        return True


def alert(message: Message, now: datetime) -> None:
    """One open alert for each message; it names the booking, not the person (what is erased must be gone)."""
    words = {
        "what": message.get_kind_display(),
        "channel": message.get_channel_display(),
        "code": message.booking.code,
        "number": message.pk,
    }
    Alert.objects.get_or_create(
        kind=AlertKind.MESSAGE_UNCERTAIN,
        booking_id=message.booking_id,
        text=_("%(code)s: the message “%(what)s” by %(channel)s may not have arrived (no. %(number)s)") % words,
        solved_at=None,
        defaults={"created_at": now},
    )
