"""Everything one request knows about the dates of one class: read once, asked as often as needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse

from bookings.classes import ClassSession, read_sessions
from bookings.keeping import MOST_AT_ONCE
from bookings.picker.asked import Asked
from bookings.picker.offer import Place, places_of, zone_at
from bookings.picker.party import cleaned_party
from services.models import Business, Service

FORM = "#pick [name=s], #n, #party [name]"  # what was chosen so far, wherever it was chosen
WEEKS = 2  # how far the list goes at first, and by how much it grows


@dataclass(slots=True)
class Dates:
    """`sessions`: those of the window that is shown, in order of time. `chosen`: those of the asked-for dates that
    can be booked, wherever they are. `most`: how many dates can be booked in one go."""

    service: Service
    business: Business
    asked: Asked
    now: datetime
    visitor: str
    places: list[Place]
    zone: ZoneInfo
    url: str
    most: int
    sessions: Sequence[ClassSession] = ()
    chosen: Sequence[ClassSession] = ()

    @property
    def shown(self) -> ZoneInfo:
        """The one that clock times are written in."""
        return self.asked.zone or self.zone

    @property
    def bare(self) -> Asked:
        return self.asked.but(sessions=(), choices=(), people=1)

    @property
    def day_swap(self) -> str:
        return f'hx-include="{FORM}" hx-target="#picker" hx-swap="outerHTML"'

    @property
    def are_too_many(self) -> bool:
        return len(self.chosen) > self.most

    def place_name(self, location_id: int | None) -> str:
        return next((place.name for place in self.places if place.id == location_id), "")

    def read(self, start: datetime, end: datetime) -> list[ClassSession]:
        """One query."""
        return read_sessions(self.service, start, end, now=self.now, business=self.business, visitor=self.visitor)

    def listed(self) -> list[ClassSession]:
        """The weeks that the list shows; what is chosen mostly stands in them."""
        return self.read(self.now, self.now + timedelta(weeks=max(self.asked.weeks, WEEKS)))

    def choose(self, found: Sequence[ClassSession]) -> None:
        """Keeps the asked-for dates that can be booked: of those found, the rest looked for up to the horizon."""
        wanted = set(self.asked.sessions)
        if not wanted <= {each.id for each in found}:
            found = self.read(self.now, self.now + timedelta(days=self.business.horizon_days))
        self.chosen = [each for each in found if each.id in wanted and each.bookable]
        self.asked = self.asked.but(sessions=tuple(each.id for each in self.chosen))


def open_dates(service: Service, business: Business, asked: Asked, now: datetime, visitor: str) -> Dates:
    """No query, for a service of offer_rows.py."""
    places = places_of(service)
    zone = zone_at(places[0] if len(places) == 1 else None, business)
    return Dates(
        service=service,
        business=business,
        asked=cleaned_party(asked, service).but(zone=asked.zone if asked.zone != zone else None),
        now=now.astimezone(UTC),
        visitor=visitor,
        places=places,
        zone=zone,
        url=reverse("bookings:service", args=[service.slug]),
        most=1 if service.policy.needs_approval else MOST_AT_ONCE,
    )
