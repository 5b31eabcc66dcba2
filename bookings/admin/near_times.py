"""Free times near one that can't be had, for an owner who moves an appointment (journeys.md O7)."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from bookings.availability import Own, open_starts
from bookings.models import Booking
from bookings.own_length import as_long_as
from services.models import Business

COUNT = 3
SPANS = (timedelta(days=3), timedelta(days=21))  # to either side; the wider only if the narrow has too few


def near_times(booking: Booking, wanted: datetime, resources: Collection[int], now: datetime) -> list[datetime]:
    """Up to three for a booking of this length at its place, in order of time; never the wanted one nor its own."""
    service, found = as_long_as(booking, booking.service), []
    for span in SPANS:
        starts = open_starts(
            service,
            wanted - span,
            wanted + span,
            resources=resources,
            location=booking.location,
            now=now,
            business=Business.objects.current(),
            own=Own(session_id=booking.session_id),
        ).starts
        times = [datetime.fromtimestamp(start, UTC) for start in starts]
        found = [time for time in times if time not in (wanted, booking.starts_at)]
        if len(found) >= COUNT:
            break
    return sorted(sorted(found, key=lambda time: abs(time - wanted))[:COUNT])
