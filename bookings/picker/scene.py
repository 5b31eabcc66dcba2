"""Everything one request knows about the times of one service: read once, asked as often as needed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from django.urls import reverse

from bookings.availability import bookable_window
from bookings.finder import Found, Question, eligible_of, find
from bookings.picker.asked import Asked
from bookings.picker.moving import Moving
from bookings.picker.offer import Place, places_of, zone_at
from bookings.picker.party import cleaned_party
from bookings.supply import Candidate, Group, Supply, load_busy, load_hours, supply_of
from services.models import Business, Service

DAY_SWAP = 'hx-include="[name=was]" hx-target="#slots" hx-swap="outerHTML"'


@dataclass(slots=True)
class Scene:
    """`first` and `last`: starts in [first, last) may be booked now, in seconds. `who` and `place` are valid.
    `url`: of the page; `action`: where its form is sent. `moving`: the booking that is to have another time."""

    service: Service
    business: Business
    asked: Asked
    now: datetime
    visitor: str
    places: list[Place]
    place: Place | None
    supply: Supply
    people: tuple[Candidate, ...]
    who: Candidate | None
    first: int
    last: int
    url: str
    action: str
    moving: Moving | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The place's: days and months are counted in it."""
        return zone_at(self.place, self.business)

    @property
    def shown(self) -> ZoneInfo:
        """The one that clock times are written in."""
        return self.asked.zone or self.zone

    @property
    def bare(self) -> Asked:
        return self.asked

    @property
    def day_swap(self) -> str:
        return DAY_SWAP

    def question(self, start: int, end: int, who: Candidate | None = None) -> Question:
        chosen = frozenset({who.id}) if who else frozenset()
        return Question(self.service, start, end, chosen, self.place.id if self.place else None)

    def load(self, start: int, end: int) -> None:
        """What is busy around the starts in [start, end); one query. The visitor's own holds are free for them,
        and so is the time of a booking that moves."""
        service = self.service
        around = service.duration_minutes + service.buffer_before_minutes + service.buffer_after_minutes
        zone, margin = self.now.tzinfo, timedelta(minutes=around)
        first, last = datetime.fromtimestamp(start, zone), datetime.fromtimestamp(end, zone)
        own = self.moving.booking.session_id if self.moving else None
        load_busy(self.supply, first - margin, last + margin, self.now, session_id=own, visitor=self.visitor)

    def free(self, start: int, end: int) -> Found:
        """Starts in [start, end) that may be booked now, by anyone; `load` came before."""
        start, end = max(start, self.first), min(end, self.last)
        found = find(self.question(start, end), self.supply) if start < end else Found()
        return self.moving.others(found, self.place.id if self.place else None) if self.moving else found

    def of(self, who: Candidate | None, found: Found) -> list[int]:
        """Those of the `found` starts at which the chosen person can come."""
        if who is None or not found.starts:
            return found.starts
        if who.id in found.by_resource and not self._shared(who):
            return found.by_resource[who.id]
        return find(self.question(found.starts[0], found.starts[-1] + 1, who), self.supply).starts

    def _shared(self, who: Candidate) -> bool:
        """Whether the person could also fill another requirement of the service."""
        groups = self.supply.groups.get(self.service.pk, [])
        return sum(any(person.id == who.id for person in group.candidates) for group in groups) > 1


def chooses(groups: list[Group], question: Question) -> tuple[Candidate, ...]:
    """Those whom customers choose between at this place; nobody where there is no choice."""
    for group in groups:
        people = tuple(eligible_of(group, question))
        if group.customer_chooses and len(people) > 1:
            return people
    return ()


def open_scene(
    service: Service, business: Business, asked: Asked, now: datetime, visitor: str, moving: Moving | None = None
) -> Scene:
    """One query, for a service of offer_rows.py. An unknown person or place is nobody, the first place."""
    places = places_of(service)
    place = next((each for each in places if each.id == asked.where), places[0] if places else None)
    supply = supply_of({service.pk: service.members}, business.time_zone)  # type: ignore[attr-defined]
    load_hours(supply, now)
    anyone = Question(service, 0, 0, location_id=place.id if place else None)
    people = chooses(supply.groups.get(service.pk, []), anyone)
    who = next((person for person in people if person.id == asked.who), None)
    first, last = bookable_window(service, now, business)
    return Scene(
        service=service,
        business=business,
        asked=_cleaned(asked, service, place if len(places) > 1 else None, who, zone_at(place, business)),
        now=now,
        visitor=visitor,
        places=places,
        place=place,
        supply=supply,
        people=people,
        who=who,
        first=ceil(first.timestamp()),
        last=int(last.timestamp()),
        url=moving.url if moving else reverse("bookings:service", args=[service.slug]),
        action=moving.url if moving else reverse("bookings:hold", args=[service.slug]),
        moving=moving,
    )


def _cleaned(asked: Asked, service: Service, place: Place | None, who: Candidate | None, zone: ZoneInfo) -> Asked:
    """Without what does not belong here, so that no link on the page carries it on."""
    return cleaned_party(asked, service).but(
        who=who and who.id,
        where=place and place.id,
        zone=asked.zone if asked.zone != zone else None,
    )
