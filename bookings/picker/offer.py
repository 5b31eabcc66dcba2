"""A service as a customer may book it, with its places: one query."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bookings.picker.asked import zone_named
from bookings.picker.offer_rows import one_service
from services import wording
from services.models import Business, LocationType, Rate, Service


@dataclass(frozen=True, slots=True)
class Place:
    """Where an appointment can take place. `zone` None: the business's."""

    id: int
    name: str
    address: str
    zone: ZoneInfo | None

    @property
    def city(self) -> str:
        """Of its own zone: "Lisbon"."""
        return wording.city(self.zone) if self.zone else ""

    @property
    def text(self) -> str:
        return ", ".join(part for part in (self.name, self.address) if part)


def find_offered(slug: str) -> Service | None:
    return next(iter(one_service(slug)), None)


def places_of(service: Service) -> list[Place]:
    """The business's locations for a service of offer_rows.py; none where it takes place elsewhere."""
    if service.location_type != LocationType.OWNER_BUSINESS:
        return []
    rows = getattr(service, "place_rows", [])
    return [Place(row["id"], row["name"], row["address"], zone_named(row["zone"] or "")) for row in rows]


def bookable_online(service: Service) -> bool:
    """Whether customers choose a time themselves; a service whose choices are not set yet has no price."""
    priced = service.rate != Rate.VARIED or len(getattr(service, "offered_variants", ())) > 1
    return service.online_booking and priced


def zone_at(place: Place | None, business: Business) -> ZoneInfo:
    return (place and place.zone) or business.time_zone
