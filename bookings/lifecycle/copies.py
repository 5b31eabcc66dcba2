"""The copies that a booking keeps from the moment of booking: time, person, place, title, price, policy."""

from datetime import datetime, timedelta
from typing import Any

from bookings import codes
from bookings.actors import Actor
from bookings.lifecycle.details import Details
from bookings.lifecycle.party import Party
from bookings.lifecycle.targets import Target
from bookings.models import Booking
from services.models import Business, Location, LocationType, Service
from services.offered import line_of
from services.queries import zone_of
from services.quotes import quote
from services.terms import Terms


def build(
    service: Service,
    target: Target,
    details: Details,
    by: Actor,
    now: datetime,
    party: Party,
    business: Business,
) -> Booking:
    """The copies that a booking keeps from this moment on: time, person, place, title, price, policy."""
    terms = service.policy.terms()
    location, resource = target.location, target.resource
    columns = {"location_text": place_words(service, location)} | details.columns()
    return Booking(
        code=codes.new(),
        kind=service.kind,
        service=service,
        title=service.name,
        session=target.session,
        schedule=target.schedule,
        starts_at=target.start,
        ends_at=target.end,
        time_zone=zone_of(location, business),
        resource=resource,
        resource_name=resource.name if resource else "",
        chosen_resources=list(target.chosen),
        location_type=service.location_type,
        location=location,
        total_participants=party.total,
        sms_consent_at=now if details.send_sms_reminder else None,
        **money_of(service, party, business.currency),
        policy=terms.to_json(),
        **cutoffs(terms, target.start),
        checkout_expires_at=now + timedelta(minutes=business.checkout_minutes),
        **_made_by(by, now),
        **columns,
    )


def _made_by(by: Actor, now: datetime) -> dict[str, Any]:
    source = "business" if by.is_owner else "customer"
    return {
        "created_by": by.identity,
        "created_by_user": by.user,
        "source_actor": source,
        "created_at": now,
        "updated_at": now,
    }


def cutoffs(terms: Terms, start: datetime) -> dict[str, Any]:
    """Up to when the customer may cancel and reschedule, as columns."""
    return {"cancel_until": terms.cancel_until(start), "reschedule_until": terms.reschedule_until(start)}


def place_words(service: Service, location: Location | None) -> str:
    """Where to come, for reading."""
    if service.location_type == LocationType.OWNER_CUSTOM:
        return service.own_address
    return ", ".join(part for part in (location and location.name, location and location.address) if part)


def money_of(service: Service, party: Party, currency: str) -> dict[str, Any]:
    """Price, deposit and tax of the whole booking; no price where it is in words."""
    found = quote([line_of(service, party.total, party.priced)], currency)
    columns: dict[str, Any] = {"tax_rate": service.tax_rate}
    if found.in_words:
        return columns | {"price": None, "price_text": service.price_text}
    return columns | {"price": found.price, "deposit": found.deposit, "exempt": found.is_free}


def created_facts(booking: Booking) -> dict[str, Any]:
    names = (
        "status",
        "starts_at",
        "ends_at",
        "session_id",
        "resource_id",
        "location_id",
        "total_participants",
        "price",
        "deposit",
    )
    return {name: getattr(booking, name) for name in names} | {"flow_control": booking.flow_control}
