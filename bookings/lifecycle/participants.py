"""update_number_of_participants: more people, or fewer, of a class or course (domain.md section 3)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from bookings import change_notices, errors
from bookings.actors import Actor, Permission
from bookings.balance import on_its_way
from bookings.lifecycle.party import Party, party_in, write_choices
from bookings.lifecycle.party_change import PartyTerms, dearer, party_after, party_terms
from bookings.lifecycle.payment import payment_status_with
from bookings.lifecycle.settling import lock_with_pool
from bookings.models import Booking, EventKind
from bookings.moves import check_revision, record
from bookings.neighbours import free_places
from bookings.places import pool_of, refuse_if_full
from bookings.retrying import retried
from bookings.states import ON_CALENDAR, FlowFlag
from services.models import ServiceKind


@retried
def update_number_of_participants(
    booking: Booking,
    *,
    total_participants: int | None = None,
    participants_choices: Mapping[int, int] | None = None,
    by: Actor,
    now: datetime,
    revision: int | None = None,
    with_refund: bool = False,
    flow_control: Collection[FlowFlag] = (),
    words: str = "",
    notify: bool = True,
) -> Booking:
    """The booking for other people, its price with them; PENDING or CONFIRMED, never an appointment.

    Exactly one of `total_participants` and `participants_choices` (variant id -> people), as in create_booking. More
    need places that are free; for fewer the rule of cancelling holds, and their places are free at once. The same
    people again change nothing. What goes back is checkout's to send. Raises UnauthorizedOperation, InvalidMove,
    RevisionConflict, InvalidServiceChoices, InvalidChoices, InvalidRequest, TooManyParticipants,
    SessionCapacityExceeded, ScheduleCapacityExceeded, SessionNotFound, TooLateToBook, AlreadyBegun,
    BookingPolicyViolation (a customer for whom cancelling is not allowed), MoneyOnItsWay (it would cost more),
    PaidByPlan (more people than its credits are for).
    """
    _authorise(by, with_refund, flow_control)
    if booking.kind == ServiceKind.APPOINTMENT:
        raise errors.InvalidMove
    with transaction.atomic():
        booking = lock_with_pool(booking)
        check_revision(booking, revision)
        if booking.status not in ON_CALENDAR:
            raise errors.InvalidMove
        party = party_after(booking, total_participants, participants_choices)
        if party == party_in(booking):
            return booking
        terms = party_terms(booking, party, by=by, now=now, with_refund=with_refund)
        check_party(booking, terms, by=by, now=now, flow_control=flow_control)
        notification = {"notify": notify, "message": words}
        freed = booking.takes_places and party.total < booking.total_participants
        _write(booking, terms, by=by, now=now, flow_control=flow_control, participant_notification=notification)
        if freed:
            free_places(pool_of(booking), by=by, now=now)
            booking.refresh_from_db()  # it may have lost its own flag
    return booking


def check_party(
    booking: Booking, terms: PartyTerms, *, by: Actor, now: datetime, flow_control: Collection[FlowFlag] = ()
) -> None:
    """Whether it may become so; the pool's lock makes the answer about places last. Raises as the verb does."""
    refuse_party(booking, terms, flow_control)
    more = terms.party.total - booking.total_participants
    if more <= 0:
        return
    if by.is_customer:
        refuse_late(booking, now)
    if FlowFlag.SKIP_AVAILABILITY_VALIDATION not in flow_control:
        wanted = more if booking.takes_places else terms.party.total
        refuse_if_full(booking.kind, pool_of(booking), wanted, now)


def refuse_party(booking: Booking, terms: PartyTerms, flow_control: Collection[FlowFlag] = ()) -> None:
    """Whatever there is of places. Raises PaidByPlan (more people than its credits are for), BookingPolicyViolation,
    MoneyOnItsWay, TooManyParticipants."""
    if booking.credits and terms.party.total > booking.total_participants:
        raise errors.PaidByPlan
    if not terms.allowed:
        raise errors.BookingPolicyViolation
    if dearer(booking, terms) and on_its_way(booking):
        raise errors.MoneyOnItsWay
    if terms.party.total <= max(booking.terms.max_participants, booking.total_participants):
        return
    if FlowFlag.IGNORE_PARTICIPANTS_LIMIT not in flow_control:
        raise errors.TooManyParticipants


def refuse_late(booking: Booking, now: datetime) -> None:
    """Joining closes when booking did, by the booking's own copy. Raises TooLateToBook, AlreadyBegun."""
    begun = now >= booking.starts_at
    if booking.kind == ServiceKind.COURSE and begun:
        if not booking.terms.book_after_start or now >= booking.ends_at:
            raise errors.AlreadyBegun
    elif begun or now > booking.terms.closes_at(booking.starts_at):
        raise errors.TooLateToBook


def _authorise(by: Actor, with_refund: bool, flow_control: Collection[FlowFlag]) -> None:
    if not by.is_customer:
        by.require(Permission.BOOK)
    if with_refund:
        by.require(Permission.REFUND)
    if flow_control:
        by.require(Permission.OVERRIDE)


def _write(
    booking: Booking, terms: PartyTerms, *, by: Actor, now: datetime, flow_control: Collection[FlowFlag], **also: Any
) -> None:
    changes = party_columns(booking, terms) | {"flow_control": sorted({*booking.flow_control, *flow_control})}
    new = {name: value for name, value in changes.items() if value != getattr(booking, name)}
    event = record(booking, EventKind.NUMBER_OF_PARTICIPANTS_UPDATED, by=by, now=now, **new, **also)
    _write_choices(booking, terms.party)
    booking.attendances.filter(attended__gt=terms.party.total).update(attended=terms.party.total)
    change_notices.after_participants(booking, event, terms.refund, terms.kept, now=now)


def party_columns(booking: Booking, terms: PartyTerms) -> dict[str, Any]:
    """Of the booking with its new party."""
    changes: dict[str, Any] = {
        "total_participants": terms.party.total,
        "price": terms.price,
        "discount": terms.discount,
        "deposit": terms.deposit,
        "exempt": terms.exempt,
        "amount_retained": booking.amount_retained + terms.kept,
        "credits": booking.credits - terms.credits_back,
        "credits_kept": booking.credits_kept + terms.credits_kept,
    }
    return changes | {"payment_status": payment_status_with(booking, changes)}


def _write_choices(booking: Booking, party: Party) -> None:
    if party.choices:
        write_choices(booking, party)
