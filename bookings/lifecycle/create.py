"""create_booking: an order of a time. It takes nothing yet (domain.md sections 2 and 3)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from bookings import codes, errors
from bookings.actors import Actor, Permission
from bookings.availability import Own, Slot, open_starts
from bookings.holds import refuse_violations
from bookings.lifecycle.confirm import confirm_booking
from bookings.lifecycle.details import Details, contact_for
from bookings.models import Booking, EventKind, Hold
from bookings.moves import write_event
from bookings.retrying import retried
from bookings.states import FlowFlag, PaymentOption, Status
from services.models import Business, Location, LocationType, Rate, Resource, Service, ServiceKind
from services.prices import amount, due_now
from services.queries import zone_of

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
) -> Booking:
    """The booking, CREATED; or CONFIRMED where an owner asks for it.

    `slot` as query_availability returned it. `hold` is the caller's own: it does not stand in the way, and belongs
    to the booking from now on. The same `client_token` again returns the booking that it made.
    Raises UnauthorizedOperation, InvalidRequest, SlotNotAvailable, TooManyParticipants, PaymentOptionNotSupported
    and the errors of the booking window.
    """
    if service.kind != ServiceKind.APPOINTMENT or slot.service_id != service.pk:
        raise errors.InvalidRequest
    if status not in (Status.CREATED, Status.CONFIRMED):
        raise errors.InvalidRequest
    if flow_control or status != Status.CREATED:
        by.require(Permission.OVERRIDE if flow_control else Permission.BOOK)
    with transaction.atomic():
        made = _made_before(client_token, by)
        if made is not None:
            return made
        business = Business.objects.current()
        location = Location.objects.get(pk=slot.location_id) if slot.location_id else None
        _check(service, slot, total_participants, payment_option, flow_control, now)
        if FlowFlag.SKIP_AVAILABILITY_VALIDATION not in flow_control:
            _check_free(service, slot, location, hold, now, business)
        booking = _build(service, slot, details, by, now, total_participants, business, location)
        booking.selected_payment_option = payment_option
        booking.client_token = client_token
        booking.flow_control = sorted(flow_control)
        booking.participant_notification = notification or {}
        booking.contact = contact_for(details, now)
        booking.save(force_insert=True)
        write_event(booking, EventKind.CREATED, by=by, now=now, before={}, after=_created_facts(booking))
        if hold is not None:
            Hold.objects.filter(pk=hold.pk).update(booking=booking)
        if status == Status.CONFIRMED:
            confirm_booking(booking, by=by, now=now)
    return booking


def _made_before(client_token: UUID | None, by: Actor) -> Booking | None:
    if client_token is None:
        return None
    return Booking.objects.filter(client_token=client_token, created_by=by.identity, created_by_user=by.user).first()


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
    if hold is not None and hold.expires_at > now and hold.starts_at == slot.start and hold.service_id == service.pk:
        return
    found = open_starts(
        service,
        slot.start,
        slot.start + _ONE_SECOND,
        resources=(slot.resource_id,) if slot.resource_id else (),
        location=location,
        now=now,
        business=business,
        own=Own(hold_id=hold.pk if hold else None),
    )
    if int(slot.start.timestamp()) not in found.starts:
        raise errors.SlotNotAvailable


def _build(
    service: Service,
    slot: Slot,
    details: Details,
    by: Actor,
    now: datetime,
    participants: int,
    business: Business,
    location: Location | None,
) -> Booking:
    """The copies that a booking keeps from this moment on: time, person, place, title, price, policy."""
    terms = service.policy.terms()
    resource = Resource.objects.get(pk=slot.resource_id) if slot.resource_id else None
    columns = {"location_text": _place(service, location)} | details.columns()
    return Booking(
        code=codes.new(),
        kind=service.kind,
        service=service,
        title=service.name,
        starts_at=slot.start,
        ends_at=slot.start + timedelta(minutes=service.duration_minutes),
        time_zone=zone_of(location, business),
        resource=resource,
        resource_name=resource.name if resource else "",
        chosen_resources=[resource.pk] if resource else [],
        location_type=service.location_type,
        location=location,
        total_participants=participants,
        sms_consent_at=now if details.send_sms_reminder else None,
        **_money(service, participants, business.currency),
        policy=terms.to_json(),
        cancel_until=terms.cancel_until(slot.start),
        reschedule_until=terms.reschedule_until(slot.start),
        checkout_expires_at=now + timedelta(minutes=business.checkout_minutes),
        created_by=by.identity,
        created_by_user=by.user,
        source_actor="business" if by.is_owner else "customer",
        created_at=now,
        updated_at=now,
        **columns,
    )


def _place(service: Service, location: Location | None) -> str:
    if service.location_type == LocationType.OWNER_CUSTOM:
        return service.own_address
    return ", ".join(part for part in (location and location.name, location and location.address) if part)


def _money(service: Service, participants: int, currency: str) -> dict[str, Any]:
    """Price and deposit of the whole booking; no price where it is in words."""
    if service.rate == Rate.CUSTOM:
        return {"price": None, "price_text": service.price_text}
    per_person = service.price_per_person
    total = amount(service.rate, service.price, participants, per_person, currency=currency)
    deposit = due_now(total, service.deposit, participants, per_person, currency=currency) if service.deposit else 0
    return {"price": total, "deposit": deposit, "exempt": service.rate == Rate.NO_FEE}


def _created_facts(booking: Booking) -> dict[str, Any]:
    names = ("status", "starts_at", "ends_at", "resource_id", "location_id", "total_participants", "price")
    return {name: getattr(booking, name) for name in names} | {"flow_control": booking.flow_control}
