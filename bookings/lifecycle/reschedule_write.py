"""Writing down that a booking has moved: one revision, one event, and what the customer hears."""

from typing import Any

from bookings import change_notices
from bookings.lifecycle.participants import party_columns
from bookings.lifecycle.party import write_choices
from bookings.lifecycle.party_change import PartyTerms
from bookings.lifecycle.reschedule_rules import Wish
from bookings.lifecycle.settling import answer_by
from bookings.models import Booking, BookingEvent, EventKind
from bookings.moves import move, record
from bookings.signals import plan_moves
from bookings.states import FlowFlag, Status


def write_move(booking: Booking, copies: dict[str, Any], terms: PartyTerms | None, wish: Wish) -> BookingEvent:
    """`copies`: what the booking keeps of its new time. It takes that time whatever its status, and is a request
    again where each booking is approved, unless the owner skips it (domain.md section 2)."""
    previous = booking.starts_at
    if booking.credits:
        plan_moves.send(Booking, booking=booking, start=copies["starts_at"], by=wish.by, now=wish.now)
    changes = _changed(booking, copies | (party_columns(booking, terms) if terms else {}))
    event = _record(booking, changes, wish)
    if terms and terms.party.choices:
        write_choices(booking, terms.party)
    booking.alerts.filter(kind="double_booked", solved_at__isnull=True).update(solved_at=wish.now)
    money = {"refund": terms.refund, "kept": terms.kept} if terms else {}
    change_notices.after_reschedule(booking, event, previous, now=wish.now, **money)
    return event


def _changed(booking: Booking, columns: dict[str, Any]) -> dict[str, Any]:
    """The event tells of what is another, and always of both times (domain.md section 11)."""
    return {
        name: value
        for name, value in columns.items()
        if name in ("starts_at", "ends_at") or value != getattr(booking, name)
    }


def _record(booking: Booking, changes: dict[str, Any], wish: Wish) -> BookingEvent:
    asks = booking.terms.needs_approval and FlowFlag.SKIP_BUSINESS_CONFIRMATION not in wish.flow_control
    becomes = Status.PENDING if asks else Status(booking.status)
    changes |= {"takes_places": True, "double_booked": False, "participant_notification": wish.said}
    changes["flow_control"] = sorted({*booking.flow_control, *wish.flow_control})
    asked = becomes == Status.PENDING
    changes["answer_by"] = answer_by(booking, wish.now, changes["starts_at"]) if asked else None
    if becomes == booking.status:
        return record(booking, EventKind.RESCHEDULED, by=wish.by, now=wish.now, **changes)
    return move(booking, becomes, EventKind.RESCHEDULED, by=wish.by, now=wish.now, **changes)
