"""Who sends a message: the one whose conditional update took it. In SQL written once (why: services/sql.py)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from bookings.models import Message, MessageState
from services.sql import asked

# Reads the index messages_that_may_be_due and nothing else; who is claimed by somebody else is passed over.
_CLAIM = """
    UPDATE bookings_message SET state = 'sending', claimed_at = %(now)s, attempts = attempts + 1
    WHERE state = 'planned' AND id = (
        SELECT id FROM bookings_message WHERE state = 'planned' AND due_at <= %(now)s AND {which}
        ORDER BY due_at, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
    )
    RETURNING *
"""
_SENT = """
    UPDATE bookings_message SET state = 'sent', sent_at = %(now)s, provider_id = %(provider_id)s, reason = ''
    WHERE id = %(id)s AND state = 'sending' AND attempts = %(attempts)s
    RETURNING id
"""
_BESIDES = "channel <> ALL(%(besides)s::varchar[])"
_DUE = """
    SELECT EXISTS (
        SELECT FROM bookings_message
        WHERE state = 'planned' AND due_at <= %(now)s AND channel <> ALL(%(besides)s::varchar[])
    )
"""
NEXT = _CLAIM.format(which=_BESIDES)


def claim(message_id: int, now: datetime) -> Message | None:
    """Takes a due message for sending and commits that; None when it is not due or somebody else has it."""
    return _take(_CLAIM.format(which="id = %(id)s"), {"now": now, "id": message_id})


def claim_next(now: datetime, *, besides: Collection[str] = ()) -> Message | None:
    """The same for whichever is due first, of other channels than those."""
    return _take(NEXT, {"now": now, "besides": list(besides)})


def any_due(now: datetime, *, besides: Collection[str] = ()) -> bool:
    return asked(_DUE, {"now": now, "besides": list(besides)}) == [(True,)]


def record(message: Message, *, state: MessageState, **changes: object) -> bool:
    """Writes how this attempt ended; False when the attempt was given up meanwhile, and what it left stands."""
    attempt = Message.objects.filter(pk=message.pk, state=MessageState.SENDING, attempts=message.attempts)
    return attempt.update(state=state, **changes) == 1


def record_sent(message: Message, now: datetime, provider_id: str) -> bool:
    """The same for the ending that most of them have."""
    values = {"now": now, "provider_id": provider_id, "id": message.pk, "attempts": message.attempts}
    return asked(_SENT, values) != []


def _take(statement: str, values: dict[str, Any]) -> Message | None:
    """Durable, so that nobody can send from inside a transaction that may yet be undone."""
    with transaction.atomic(durable=True):
        return next(iter(Message.objects.raw(statement, values)), None)
