"""The copies that a booking keeps from the moment of booking: time, person, place, title, price, policy."""

from datetime import datetime, timedelta
from typing import Any

from bookings import codes
from bookings.actors import Actor
from bookings.availability import Slot
from bookings.lifecycle.details import Details
from bookings.models import Booking
from services.models import Business, Location, LocationType, Rate, Resource, Service
from services.prices import amount, due_now
from services.queries import zone_of


def build(
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
    return {"price": total, "deposit": deposit, "exempt": service.rate == Rate.NO_FEE or not total}


def created_facts(booking: Booking) -> dict[str, Any]:
    names = ("status", "starts_at", "ends_at", "resource_id", "location_id", "total_participants", "price")
    return {name: getattr(booking, name) for name in names} | {"flow_control": booking.flow_control}
