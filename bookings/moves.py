"""The one way in which a booking changes.

Conditional on the status and revision that were read: zero rows means that somebody else was first.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from bookings.actors import Actor
from bookings.errors import InvalidMove, RevisionConflict
from bookings.models import Booking, BookingEvent, EventKind
from bookings.signals import booking_changed
from bookings.states import Status, may_move

# Facts whose old and new values an event keeps. Everything personal stays out: an event can't be erased.
FACTS = frozenset(
    {
        "status",
        "payment_status",
        "selected_payment_option",
        "double_booked",
        "starts_at",
        "ends_at",
        "session_id",
        "resource_id",
        "location_id",
        "total_participants",
        "price",
        "exempt",
        "amount_authorised",
        "amount_paid",
        "amount_refunded",
        "amount_retained",
        "amount_in_hand",
        "credits",
        "credits_kept",
        "discount",
        "deposit",
        "flow_control",
        "send_sms_reminder",
        "cancel_until",
        "reschedule_until",
        "link_version",
    }
)


def check_revision(booking: Booking, revision: int | None) -> None:
    """Raises RevisionConflict where a form was opened on an older state (journeys.md S23)."""
    if revision is not None and revision != booking.revision:
        raise RevisionConflict


def move(booking: Booking, to: Status, kind: EventKind, *, by: Actor, now: datetime, **changes: Any) -> BookingEvent:
    """`record` with another status; raises InvalidMove where section 2 has no such step."""
    if not may_move(booking.status, to):
        raise InvalidMove
    return record(booking, kind, by=by, now=now, status=to, **changes)


def record(
    booking: Booking, kind: EventKind, *, by: Actor, now: datetime, reason: str = "", **changes: Any
) -> BookingEvent:
    """Write `changes` to the booking, one revision further, with the event that tells of it.

    Receivers of `booking_changed` hear of it after the commit. Raises RevisionConflict.
    """
    before = {name: getattr(booking, name) for name in changes}
    updated = Booking.objects.filter(pk=booking.pk, status=booking.status, revision=booking.revision).update(
        revision=booking.revision + 1, updated_at=now, **changes
    )
    if not updated:
        raise RevisionConflict
    for name, value in changes.items():
        setattr(booking, name, value)
    booking.revision += 1
    booking.updated_at = now
    return write_event(booking, kind, by=by, now=now, reason=reason, before=before, after=changes)


def write_event(
    booking: Booking,
    kind: EventKind,
    *,
    by: Actor,
    now: datetime,
    before: dict[str, Any],
    after: dict[str, Any],
    reason: str = "",
) -> BookingEvent:
    event = BookingEvent.objects.create(
        booking=booking,
        revision=booking.revision,
        kind=kind,
        before=_facts(before),
        after=_facts(after),
        reason=reason,
        by=by.identity,
        by_user=by.user,
        at=now,
    )
    facts = {"booking_id": booking.pk, "status": booking.status, "credits": booking.credits}
    transaction.on_commit(lambda: booking_changed.send_robust(Booking, **facts), robust=True)
    return event


def _facts(values: dict[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name, value in values.items():
        key = f"{name}_id" if isinstance(value, models.Model) else name
        if key in FACTS:
            facts[key] = _plain(value)
        else:
            facts.setdefault("fields", []).append(name)
    return facts


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
