"""Other dates of a class, for a booking that did not come about or was canceled."""

from datetime import datetime, timedelta

from bookings.classes import ClassSession, read_sessions
from bookings.models import Booking
from bookings.picker.asked import Asked
from services import wording
from services.models import Business, Service

COUNT = 3
AROUND = timedelta(days=21)


def dates_near(
    booking: Booking, service: Service, business: Business, now: datetime, visitor: str
) -> list[tuple[str, str]]:
    """(address, words) of up to three dates with room for the party, the nearest ones, in order."""
    start = booking.starts_at
    found = read_sessions(service, start - AROUND, start + AROUND, now=now, business=business, visitor=visitor)
    fits = [each for each in found if _fits(each, booking)]
    nearest = sorted(fits, key=lambda each: (abs(each.start - start), each.start))[:COUNT]
    return [_link(each, booking, service, now) for each in sorted(nearest, key=lambda each: each.start)]


def _fits(date: ClassSession, booking: Booking) -> bool:
    return date.bookable and date.places.open >= booking.total_participants and date.id != booking.session_id


def _link(date: ClassSession, booking: Booking, service: Service, now: datetime) -> tuple[str, str]:
    asked = Asked(people=booking.total_participants, sessions=(date.id,))
    return service.get_absolute_url() + asked.query(), wording.moment(date.start, booking.zone, now)
