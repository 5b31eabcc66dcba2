"""Other times for somebody whose time is gone; each is a button that sends the answers along (parts.md U8)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

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


def alternatives(
    pick: Pick, *, service: Service, location: Location | None, business: Business, visitor: str, now: datetime
) -> list[Alternative]:
    """Up to three free times, the nearest to the picked one, in order."""
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
        if len(starts) >= COUNT:
            break
    wanted = pick.start.timestamp()
    nearest = sorted(sorted(starts, key=lambda start: abs(start - wanted))[:COUNT])
    zone = zone_of(location, business)
    moments = [datetime.fromtimestamp(start, UTC) for start in nearest]
    return [Alternative(_url(pick, moment), wording.moment(moment, zone, now)) for moment in moments]


def _url(pick: Pick, start: datetime) -> str:
    other = Pick(pick.service_id, start, uuid4(), pick.resources, pick.location_id, pick.participants)
    return reverse("checkout:details", args=[other.sign()])
