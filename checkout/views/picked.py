"""What an address with a pick in it is about, read once for the page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy

from bookings.context import current_business
from bookings.errors import BookingError
from bookings.models import Booking, Hold
from bookings.picker.asked import readers_zone
from bookings.picks import Pick
from bookings.refusals import refuse_violations
from bookings.supply import Group, groups_of
from bookings.visitors import visitor_of
from checkout.operations import service_options
from checkout.operations.picked import hold_of, made_from
from checkout.pricing import Option
from services.models import Business, Location, LocationType, Question, Resource, Service
from services.queries import zone_of
from services.rows import service_to_book

REMINDED_AHEAD = timedelta(hours=24)
_GONE = lazy("This is not offered any more the way you picked it. Choose another time; nothing was booked.")


@dataclass
class Picked:
    """A picked time with all that its page shows; `booking`: what it became, if it was sent before."""

    pick: Pick
    signed: str
    service: Service
    location: Location | None
    questions: list[Question]
    members: list[list[Any]]
    business: Business
    booking: Booking | None
    hold: Hold | None
    visitor: str
    reader: ZoneInfo | None
    now: datetime

    @property
    def url(self) -> str:
        return reverse("checkout:details", args=[self.signed])

    @property
    def start(self) -> datetime:
        return self.pick.start

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.service.duration_minutes)

    @property
    def zone(self) -> ZoneInfo:
        return zone_of(self.location, self.business)

    @property
    def reminder_at(self) -> datetime | None:
        """When a reminder by text would come; None where it is too late for one."""
        due = self.start - REMINDED_AHEAD
        return due if due > self.now else None

    @property
    def is_visit(self) -> bool:
        return self.service.location_type == LocationType.CUSTOM

    @cached_property
    def people(self) -> list[str]:
        """Names of those who were asked for; empty: whoever is free."""
        if not self.pick.resources:
            return []
        names = dict(Resource.objects.filter(pk__in=self.pick.resources).values_list("pk", "name"))
        return [names[pk] for pk in self.pick.resources if pk in names]

    @cached_property
    def groups(self) -> list[Group]:
        """Who can serve, by requirement."""
        return groups_of(self.members, self.zone)

    @cached_property
    def options(self) -> list[Option]:
        return service_options(self.service, self.pick.participants, self.business.currency)

    @property
    def is_paid_later(self) -> bool:
        """Nothing to choose and nothing to pay now: no payment step."""
        return len(self.options) == 1 and not self.options[0].online

    def trouble(self) -> BookingError | None:
        """Why this time can't be booked now, whoever asks."""
        lost = self.pick.location_id is not None and self.location is None
        gone = lost or len(self.people) < len(self.pick.resources)
        if gone or not self.options:
            return BookingError(_GONE)
        try:
            refuse_violations(self.service, self.start, self.now)
        except BookingError as error:
            return error
        return None


def read_pick(request: HttpRequest, signed: str, now: datetime) -> Picked:
    """Raises Http404 for an address that is damaged, forged, older than a day, or of a service that is gone."""
    pick = Pick.read(signed)
    found = service_to_book(pick.service_id, pick.location_id) if pick else None
    if pick is None or found is None:
        raise Http404
    visitor = visitor_of(request)
    booking = made_from(pick)
    hold = Hold.objects.filter(booking=booking, expires_at__gt=now).first() if booking else hold_of(pick, visitor, now)
    return Picked(
        pick=pick,
        signed=signed,
        service=found.service,
        location=found.location,
        questions=found.questions,
        members=found.members,
        business=current_business(request),
        booking=booking,
        hold=hold,
        visitor=visitor,
        reader=readers_zone(request),
        now=now,
    )
