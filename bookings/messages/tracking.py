"""What a mail provider tells of mail that it has taken (journeys.md S17), by django-anymail's one signal for all."""

import re
from datetime import UTC, datetime
from typing import Any

from anymail.signals import AnymailTrackingEvent, tracking
from django.utils.translation import gettext_lazy

from bookings.messages import reports
from bookings.models import Channel, Message, MessageState

ACCEPTED = frozenset({"queued", "sent"})
FAILED = {
    "bounced": gettext_lazy("the mail came back"),
    "rejected": gettext_lazy("the mail provider does not send to this address"),
    "failed": gettext_lazy("the mail provider could not send it"),
    "complained": gettext_lazy("the reader called it spam"),
}
_OURS = re.compile(r"<?([1-9][0-9]{0,17})\.([0-9a-f]{32})@daybook>?")


class NotYetRecorded(Exception):
    """The provider was faster than our own record: it is answered by an error, and tells it again."""


def listen() -> None:
    tracking.connect(hear, dispatch_uid="bookings.messages.tracking")


def hear(sender: object, event: AnymailTrackingEvent, **kwargs: Any) -> None:
    """Raises NotYetRecorded. What is told of other mails of the same account is none of ours."""
    how = event.event_type
    if how not in ACCEPTED and how not in FAILED and how != "delivered":
        return
    name, now = str(event.message_id or ""), datetime.now(UTC)
    message_id = _told_of(name)
    if message_id is None:
        if name and _being_sent(event.recipient or ""):
            raise NotYetRecorded
        return
    if how in ACCEPTED:
        reports.accepted(message_id, "", now)
    elif how in FAILED:
        reports.failed(message_id, "", str(FAILED[how]), now)
    else:
        reports.delivered(message_id, "", now)


def _told_of(name: str) -> int | None:
    """By the provider's name for it, or by our own Message-ID where the provider keeps that."""
    mails = Message.objects.filter(channel=Channel.EMAIL)
    if ours := _OURS.fullmatch(name):
        mails = mails.filter(pk=int(ours[1]), booking__uuid=ours[2])
    else:
        mails = mails.filter(provider_id=name).exclude(provider_id="")
    return mails.values_list("pk", flat=True).first()


def _being_sent(address: str) -> bool:
    sending = Message.objects.filter(state=MessageState.SENDING, channel=Channel.EMAIL)
    return sending.filter(recipient__iexact=address).exists()
