"""Other times for somebody whose time is gone; each is a button that sends the answers along."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.urls import reverse

from bookings.availability import Own, bookable_window, open_starts
from bookings.picks import Pick
from services import wording
from services.models import Business, Location, Service
from services.queries import zone_of

COUNT = 3
_SPANS = (3, 21)  # days to either side, the wider only where the narrow has too few


@dataclass(frozen=True, slots=True)
class Alternative:
    """A form sent to `url` holds that time, and shows the details with what was typed."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Nearby:
    """`others`: up to three, in order. `same`: the wanted time itself, where it is free."""

    others: list[Alternative]
    same: Alternative | None


def alternatives(
    pick: Pick, *, service: Service, location: Location | None, business: Business, visitor: str, now: datetime
) -> Nearby:
    """The free times nearest to the picked one."""
    wanted = int(pick.start.timestamp())
    first, last = bookable_window(service, now, business)
    starts: list[int] = []
    for days in _SPANS:
        span = timedelta(days=days)
        begin, end = max(first, pick.start - span), min(last, pick.start + span)
        if begin < end:
            starts = open_starts(
                service,
                begin,
                end,
                resources=pick.resources,
                location=location,
                now=now,
                business=business,
                own=Own(visitor=visitor),
            ).starts
        if len(set(starts) - {wanted}) >= COUNT:
            break
    others = sorted(set(starts) - {wanted}, key=lambda start: (abs(start - wanted), start))[:COUNT]
    zone = zone_of(location, business)
    found = [_offer(pick, datetime.fromtimestamp(start, UTC), zone, now) for start in sorted(others)]
    return Nearby(found, _offer(pick, pick.start, zone, now) if wanted in starts else None)


def _offer(pick: Pick, moment: datetime, zone: ZoneInfo, now: datetime) -> Alternative:
    return Alternative(_url(pick, moment), wording.moment(moment, zone, now))


def _url(pick: Pick, start: datetime) -> str:
    other = Pick(pick.service_id, start, uuid4(), pick.resources, pick.location_id, pick.participants)
    return reverse("checkout:details", args=[other.sign()])
