"""Who sends a message: the one whose conditional update took it."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from bookings.models import Message, MessageState


def claim(message_id: int, now: datetime) -> Message | None:
    """Takes a due message for sending and commits that; None when it is not due or somebody else has it."""
    return _take(_due(now).filter(pk=message_id), now)


def claim_next(now: datetime) -> Message | None:
    """The same for whichever is due first."""
    return _take(_due(now).order_by("due_at", "id"), now)


def record(message: Message, *, state: MessageState, **changes: object) -> bool:
    """Writes how this attempt ended; False when the attempt was given up meanwhile, and what it left stands."""
    attempt = Message.objects.filter(pk=message.pk, state=MessageState.SENDING, attempts=message.attempts)
    return attempt.update(state=state, **changes) == 1


def _due(now: datetime) -> QuerySet[Message]:
    """Reads the index messages_that_may_be_due and nothing else."""
    return Message.objects.filter(state=MessageState.PLANNED, due_at__lte=now)


def _take(due: QuerySet[Message], now: datetime) -> Message | None:
    """Durable, so that nobody can send from inside a transaction that may yet be undone."""
    with transaction.atomic(durable=True):
        message = due.select_for_update(skip_locked=True, no_key=True).first()
        if message is None:
            return None
        message.state, message.claimed_at = MessageState.SENDING, now
        message.attempts += 1
        message.save(update_fields=["state", "claimed_at", "attempts"])
        return message
