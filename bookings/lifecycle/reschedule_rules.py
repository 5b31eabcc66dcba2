"""Whether a booking may move, and with whom: by its own copy of the policy (domain.md sections 2, 3 and 8)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bookings import errors
from bookings.actors import Actor, Permission
from bookings.lifecycle.copies import cutoffs
from bookings.lifecycle.participants import refuse_party
from bookings.lifecycle.party import party_in
from bookings.lifecycle.party_change import PartyTerms, party_after, party_terms
from bookings.models import Booking
from bookings.states import ON_CALENDAR, FlowFlag
from services.models import ServiceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the caller of reschedule_booking asks for beside the new time. `said`: the booking's next
    `participant_notification`. `visitor`: whose unbooked holds are the caller's own."""

    by: Actor
    now: datetime
    revision: int | None = None
    total: int | None = None
    choices: Mapping[int, int] | None = None
    with_refund: bool = False
    flow_control: Collection[FlowFlag] = ()
    said: dict[str, Any] = field(default_factory=dict)
    visitor: str = ""

    @property
    def overrides(self) -> bool:
        return FlowFlag.SKIP_AVAILABILITY_VALIDATION in self.flow_control

    def authorise(self) -> None:
        """Raises UnauthorizedOperation."""
        if not self.by.is_customer:
            self.by.require(Permission.BOOK)
        if self.with_refund:
            self.by.require(Permission.REFUND)
        if self.flow_control:
            self.by.require(Permission.OVERRIDE)


def refuse_rescheduling(
    booking: Booking, *, by: Actor, now: datetime, flow_control: Collection[FlowFlag] = ()
) -> None:
    """Whether it may move at all. Raises InvalidMove, BookingPolicyViolation."""
    if booking.kind == ServiceKind.COURSE or booking.status not in ON_CALENDAR:
        raise errors.InvalidMove
    until = booking.reschedule_until
    if FlowFlag.IGNORE_RESCHEDULE_POLICY not in flow_control and (until is None or now > until):
        raise errors.BookingPolicyViolation
    if by.is_customer and now >= booking.starts_at:
        raise errors.BookingPolicyViolation


def cancels_late(booking: Booking, *, by: Actor, now: datetime) -> bool:
    """Whether it is after the cutoff of cancelling, and stays so: who may still move can't make a late cancelling free
    by that."""
    until = booking.cancel_until
    held_to_it = by.is_customer and not booking.has_flag(FlowFlag.IGNORE_CANCELLATION_POLICY)
    return held_to_it and until is not None and now > until


def moved_cutoffs(booking: Booking, start: datetime, wish: Wish) -> dict[str, Any]:
    """Those of the new time, by the booking's own terms."""
    columns = cutoffs(booking.terms, start)
    return columns | (
        {"cancel_until": booking.cancel_until} if cancels_late(booking, by=wish.by, now=wish.now) else {}
    )


def party_wished(booking: Booking, wish: Wish) -> PartyTerms | None:
    """Who comes then and what that costs; None where nothing was said of it, or just what the booking has.

    Raises as update_number_of_participants does, but for places.
    """
    if wish.total is None and wish.choices is None:
        return None
    party = party_after(booking, wish.total, wish.choices)
    if party == party_in(booking):
        return None
    terms = party_terms(booking, party, by=wish.by, now=wish.now, with_refund=wish.with_refund)
    refuse_party(booking, terms, wish.flow_control)
    return terms
