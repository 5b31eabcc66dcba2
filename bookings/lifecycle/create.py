"""create_booking: an order of a time. It takes nothing yet (domain.md sections 2 and 3)."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from bookings import errors
from bookings.actors import Actor, Permission
from bookings.availability import Own, Slot, open_starts
from bookings.holds import covers, refuse_violations
from bookings.lifecycle.again import id_made_before
from bookings.lifecycle.confirm import confirm_booking
from bookings.lifecycle.copies import build, created_facts
from bookings.lifecycle.details import Details, contact_id_for
from bookings.models import Booking, EventKind, Hold
from bookings.moves import write_event
from bookings.retrying import MovedMeanwhile, retried
from bookings.states import FlowFlag, PaymentOption, Status
from services.models import Business, Location, Service, ServiceKind

_ONE_SECOND = timedelta(seconds=1)


@retried
def create_booking(
    *,
    service: Service,
    slot: Slot,
    details: Details,
    by: Actor,
    now: datetime,
    total_participants: int = 1,
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

    `slot` as query_availability returned it. `hold` is the caller's own: it does not stand in the way, and belongs
    to the booking from now on. The same `client_token` again returns the booking that it made.
    `business` and `location` spare reading them.
    A hold that is gone by now: TryAgain; MovedMeanwhile where the caller's transaction has to begin again.
    Raises UnauthorizedOperation, InvalidRequest, SlotNotAvailable, TooManyParticipants, PaymentOptionNotSupported
    and the errors of the booking window.
    """
    slot = _understood(service, slot, status)
    if flow_control or status != Status.CREATED:
        by.require(Permission.OVERRIDE if flow_control else Permission.BOOK)
    made = id_made_before(client_token, by) if client_token else None
    if made is not None:
        return Booking.objects.get(pk=made)
    business = business or Business.objects.current()
    location = _location(slot, location)
    checked = FlowFlag.SKIP_AVAILABILITY_VALIDATION not in flow_control
    _check(service, slot, total_participants, payment_option, flow_control, now)
    if checked:
        _check_free(service, slot, location, hold, now, business)
    booking = build(service, slot, details, by, now, total_participants, business, location)
    booking.selected_payment_option = payment_option
    booking.client_token = client_token
    booking.flow_control = sorted(flow_control)
    booking.participant_notification = notification or {}
    if status == Status.CREATED:
        return _write(booking, details, hold, by=by, now=now)
    with transaction.atomic():
        booking = _write(booking, details, hold, by=by, now=now)
        said: dict[str, Any] = {"words": booking.words, "notify": booking.notify}
        return confirm_booking(booking, by=by, now=now, check_availability=checked, **said)


def _write(booking: Booking, details: Details, hold: Hold | None, *, by: Actor, now: datetime) -> Booking:
    """Raises MovedMeanwhile where the hold is gone, which a caller's transaction does not outlive."""
    with transaction.atomic(savepoint=False):
        booking.contact_id = contact_id_for(details, now)
        booking.save(force_insert=True)
        write_event(booking, EventKind.CREATED, by=by, now=now, before={}, after=created_facts(booking))
        if hold is not None and not Hold.objects.filter(pk=hold.pk).update(booking=booking):
            raise MovedMeanwhile
    return booking


def _understood(service: Service, slot: Slot, status: Status) -> Slot:
    """The slot with its start in UTC: lengths are added there, so that an hour is a real hour."""
    if service.kind != ServiceKind.APPOINTMENT or slot.service_id != service.pk:
        raise errors.InvalidRequest
    if status not in (Status.CREATED, Status.CONFIRMED):
        raise errors.InvalidRequest
    if slot.start.tzinfo is None:
        raise errors.InvalidDateFormat
    return replace(slot, start=slot.start.astimezone(UTC))


def _location(slot: Slot, known: Location | None) -> Location | None:
    if known is not None and known.pk == slot.location_id:
        return known
    return Location.objects.get(pk=slot.location_id) if slot.location_id else None


def _check(
    service: Service,
    slot: Slot,
    total_participants: int,
    payment_option: str,
    flow_control: Collection[FlowFlag],
    now: datetime,
) -> None:
    if total_participants < 1:
        raise errors.InvalidRequest
    if total_participants > service.policy.max_participants and FlowFlag.IGNORE_PARTICIPANTS_LIMIT not in flow_control:
        raise errors.TooManyParticipants
    if FlowFlag.IGNORE_BOOKING_WINDOW not in flow_control:
        refuse_violations(service, slot.start, now)
    offered = {
        PaymentOption.UNDEFINED: True,
        PaymentOption.ONLINE: service.pay_online,
        PaymentOption.OFFLINE: service.pay_in_person,
        PaymentOption.MEMBERSHIP: service.pay_by_plan,
        PaymentOption.MEMBERSHIP_OFFLINE: service.pay_by_plan,
    }
    if (
        not offered[PaymentOption(payment_option)]
        and FlowFlag.SKIP_SELECTED_PAYMENT_OPTION_VALIDATION not in flow_control
    ):
        raise errors.PaymentOptionNotSupported


def _check_free(
    service: Service, slot: Slot, location: Location | None, hold: Hold | None, now: datetime, business: Business
) -> None:
    """Free on the grid, by the same finder that offered it; a live hold of one's own has asked already."""
    chosen = (slot.resource_id,) if slot.resource_id else ()
    if hold and hold.expires_at > now and covers(hold, service.pk, slot.start, chosen, slot.location_id):
        return
    found = open_starts(
        service,
        slot.start,
        slot.start + _ONE_SECOND,
        resources=chosen,
        location=location,
        now=now,
        business=business,
        own=Own(hold_id=hold.pk if hold else None),
    )
    if int(slot.start.timestamp()) not in found.starts:
        raise errors.SlotNotAvailable
