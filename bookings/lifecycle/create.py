"""create_booking: an order of a time, a place in a class, or a course. It takes nothing yet (domain.md section 3)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from bookings import errors
from bookings.actors import Actor, Permission
from bookings.availability import Slot
from bookings.lifecycle.again import id_made_before
from bookings.lifecycle.checks import check, check_free
from bookings.lifecycle.confirm import confirm_booking
from bookings.lifecycle.copies import build, created_facts
from bookings.lifecycle.details import Details, contact_id_for
from bookings.lifecycle.party import Party, party_of, write_choices
from bookings.lifecycle.targets import target_of
from bookings.models import Booking, EventKind, Hold
from bookings.moves import write_event
from bookings.retrying import MovedMeanwhile, retried
from bookings.states import FlowFlag, PaymentOption, Status
from services.models import Business, Location, Schedule, Service


@retried
def create_booking(
    *,
    service: Service,
    slot: Slot | None = None,
    schedule: Schedule | None = None,
    details: Details,
    by: Actor,
    now: datetime,
    total_participants: int | None = None,
    participants_choices: Mapping[int, int] | None = None,
    payment_option: str = PaymentOption.UNDEFINED,
    hold: Hold | None = None,
    client_token: UUID | None = None,
    flow_control: Collection[FlowFlag] = (),
    status: Status = Status.CREATED,
    notification: dict[str, Any] | None = None,
    business: Business | None = None,
    location: Location | None = None,
) -> Booking:
    """The booking, CREATED; or CONFIRMED where an owner asks for it.

    Exactly one of `slot` (as query_availability returned it; of a class its session alone is enough) and `schedule`
    (a course). Exactly one of `total_participants` and `participants_choices` (variant id -> people).
    `hold` is the caller's own: it does not stand in the way, and belongs to the booking from now on. The same
    `client_token` again returns the booking that it made. `business` and `location` spare reading them.
    A hold that is gone by now: TryAgain; MovedMeanwhile where the caller's transaction has to begin again.
    Raises UnauthorizedOperation, InvalidRequest, SlotNotAvailable and what is full or gone, TooManyParticipants,
    InvalidServiceChoices, InvalidChoices, PaymentOptionNotSupported and the errors of the booking window.
    """
    if status not in (Status.CREATED, Status.CONFIRMED):
        raise errors.InvalidRequest
    if flow_control or status != Status.CREATED:
        by.require(Permission.OVERRIDE if flow_control else Permission.BOOK)
    made = id_made_before(client_token, by) if client_token else None
    if made is not None:
        return Booking.objects.get(pk=made)
    business = business or Business.objects.current()
    target = target_of(service, slot, schedule, location)
    party = party_of(service, total_participants, participants_choices)
    checked = FlowFlag.SKIP_AVAILABILITY_VALIDATION not in flow_control
    check(service, target, party, payment_option, flow_control, now)
    if checked:
        check_free(service, target, party, hold, now, business)
    booking = build(service, target, details, by, now, party, business)
    booking.selected_payment_option = payment_option
    booking.client_token = client_token
    booking.flow_control = sorted(flow_control)
    booking.participant_notification = notification or {}
    if status == Status.CREATED:
        return write_booking(booking, party, details, hold, by=by, now=now)
    with transaction.atomic():
        booking = write_booking(booking, party, details, hold, by=by, now=now)
        said: dict[str, Any] = {"words": booking.words, "notify": booking.notify}
        return confirm_booking(booking, by=by, now=now, check_availability=checked, **said)


def write_booking(
    booking: Booking, party: Party, details: Details, hold: Hold | None, *, by: Actor, now: datetime
) -> Booking:
    """Only whom an owner books may have no email; there is no contact then.

    Raises InvalidRequest, and MovedMeanwhile where the hold is gone, which a caller's transaction does not outlive.
    """
    if not details.email and not by.is_owner:
        raise errors.InvalidRequest(field="email")
    with transaction.atomic(savepoint=False):
        booking.contact_id = contact_id_for(details, now) if details.email else None
        booking.save(force_insert=True)
        if party.choices:
            write_choices(booking, party)
        write_event(booking, EventKind.CREATED, by=by, now=now, before={}, after=created_facts(booking))
        if hold is not None and not Hold.objects.filter(pk=hold.pk).update(booking=booking):
            raise MovedMeanwhile
    return booking
