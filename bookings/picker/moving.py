"""A booking that looks for another time, as the picker sees it: its own length, party and present time."""

from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import QueryDict

from bookings.finder import Found
from bookings.lifecycle.party_change import choices_of
from bookings.models import Booking
from bookings.own_length import as_long_as
from bookings.picker.asked import Asked
from services.models import Rate, Service, Variant


@dataclass(frozen=True, slots=True)
class Moving:
    """`url`: of the page on which it is moved, where the form is sent too. `service`: as this booking has it."""

    booking: Booking
    service: Service
    url: str

    @property
    def has_party(self) -> bool:
        """Whether another party can be chosen."""
        return self.service.policy.max_participants > 1

    def day(self, zone: ZoneInfo) -> date:
        return self.booking.starts_at.astimezone(zone).date()

    def is_at(self, start: datetime | None, who: int | None, where: int | None) -> bool:
        """Whether the booking has just this already; `who`, `where`: None for anyone, for wherever it is."""
        same = start == self.booking.starts_at and who in (None, self.booking.resource_id)
        return same and where in (None, self.booking.location_id)

    def others(self, found: Found, where: int | None) -> Found:
        """Without the time that it has with the person that it has, unless its party may change there."""
        now, person = int(self.booking.starts_at.timestamp()), self.booking.resource_id
        if self.has_party or where not in (None, self.booking.location_id):
            return found
        own = found.by_resource.get(person, []) if person else []
        starts = [start for start in found.starts if start != now]
        return Found(starts, found.by_resource | {person: [start for start in own if start != now]} if person else {})


def moving_of(booking: Booking, service: Service, url: str) -> Moving:
    """`service`: as it is offered today (offer_rows.py). What people choose between costs what it costs here."""
    own = copy(as_long_as(booking, service))
    own.policy = copy(service.policy)
    own.policy.max_participants = max(booking.terms.max_participants, booking.total_participants)
    choices = [choice for choice in choices_of(booking) if choice.variant_id is not None]
    own.rate = Rate.VARIED if choices else Rate.FIXED
    own.offered_variants = [  # type: ignore[attr-defined]
        Variant(pk=choice.variant_id, name=choice.name, price=choice.price) for choice in choices
    ]
    return Moving(booking, own, url)


def read_asked(data: QueryDict, moving: Moving) -> Asked:
    """Who comes is whoever came so far, unless the address says otherwise; one that says nothing is opened at the
    booking's month, person and place."""
    booking = moving.booking
    asked = Asked.read(data, usual=booking.total_participants)
    if not asked.choices and moving.service.rate == Rate.VARIED:
        own = {choice.variant_id: choice.participants for choice in choices_of(booking)}
        asked = asked.but(choices=tuple((pk, count) for pk, count in own.items() if pk))
    if data:
        return asked
    chosen = next(iter(booking.chosen_resources), None)
    return asked.but(month=moving.day(booking.zone).replace(day=1), who=chosen, where=booking.location_id)
