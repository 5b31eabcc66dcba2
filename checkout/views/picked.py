"""What an address with a pick in it is about, read once for the page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from operator import attrgetter
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
from checkout.operations.options import settled_at_once
from checkout.operations.picked import hold_of, made_from
from checkout.pricing import Option
from checkout.views.before import booked_before
from checkout.views.picked_dates import PickedDates, places_held, read_dates
from services.models import Business, Location, LocationType, Question, Resource, Service, Variant
from services.queries import zone_of
from services.rows import service_to_book

REMINDED_AHEAD = timedelta(hours=24)
_GONE = lazy("This is not offered any more the way you picked it. Choose another time; nothing was booked.")


@dataclass
class Picked:
    """A picked time with all that its page shows; `booking`: what it became, if it was sent before; `before`: another
    of the same class that the same customer has."""

    pick: Pick
    signed: str
    service: Service
    location: Location | None
    questions: list[Question]
    members: list[list[Any]]
    business: Business
    variants: list[Variant]
    booking: Booking | None
    before: Booking | None
    hold: Hold | None
    dates: PickedDates
    visitor: str
    reader: ZoneInfo | None
    now: datetime

    @property
    def url(self) -> str:
        return reverse("checkout:details", args=[self.signed])

    @property
    def start(self) -> datetime:
        """The first one, where there are several dates."""
        return self.dates.starts[0] if self.dates.starts else self.pick.start

    @property
    def end(self) -> datetime:
        if self.dates.sessions:
            return self.dates.sessions[0].ends_at
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
        prices = {variant.pk: variant.price for variant in self.variants}
        choices = [(prices[pk], count) for pk, count in self.pick.choices if pk in prices]
        return service_options(
            self.service,
            self.participants,
            self.business.currency,
            choices=choices,
            dates=max(len(self.dates.sessions), 1),
        )

    @property
    def participants(self) -> int:
        return self.pick.people

    @property
    def party(self) -> list[tuple[str, str]]:
        """How many of each choice; nothing where there are none."""
        said = dict(self.pick.choices)
        return [(variant.name, str(said[variant.pk])) for variant in self.variants if said.get(variant.pk)]

    @property
    def is_paid_later(self) -> bool:
        """Nothing to choose and nothing to pay now: no payment step."""
        return settled_at_once(self.options, self.service) is not None

    def trouble(self) -> BookingError | None:
        """Why this time can't be booked now, whoever asks."""
        lost = self.pick.location_id is not None and self.location is None
        gone = lost or len(self.people) < len(self.pick.resources) or self._is_gone()
        if gone or not self.options:
            return BookingError(_GONE)
        try:
            if self.pick.pools:
                self.dates.refuse(self.service, self.now)
            else:
                refuse_violations(self.service, self.start, self.now)
        except BookingError as error:
            return error
        return None

    def _is_gone(self) -> bool:
        """A date that was called off, or a choice that is not offered any more."""
        known = {variant.pk for variant in self.variants}
        choices = not known.issuperset(pk for pk, _count in self.pick.choices)
        return choices or len(self.dates.sessions) < len(self.pick.sessions)


def read_pick(request: HttpRequest, signed: str, now: datetime) -> Picked:
    """Raises Http404 for an address that is damaged, forged, older than a day, or of a service that is gone."""
    pick = Pick.read(signed)
    found = service_to_book(pick.service_id, pick.location_id) if pick else None
    if pick is None or found is None:
        raise Http404
    visitor = visitor_of(request)
    booking = made_from(pick)
    return Picked(
        pick=pick,
        signed=signed,
        service=found.service,
        location=found.location,
        questions=found.questions,
        members=found.members,
        variants=found.variants,
        business=current_business(request),
        booking=booking,
        before=booked_before(request, pick) if booking is None else None,
        hold=_hold(pick, booking, visitor, now),
        dates=read_dates(pick, found.service),
        visitor=visitor,
        reader=readers_zone(request),
        now=now,
    )


def _hold(pick: Pick, booking: Booking | None, visitor: str, now: datetime) -> Hold | None:
    """What keeps the picked time; of several dates the hold that ends first."""
    if pick.pools:
        return min(places_held(pick, booking, visitor, now), key=attrgetter("expires_at"), default=None)
    if booking is not None:
        return Hold.objects.filter(booking=booking, expires_at__gt=now).first()
    return hold_of(pick, visitor, now)
