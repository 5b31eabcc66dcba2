"""How long a booking is: its own copy, which a later edit of its service does not change (domain.md section 1)."""

from copy import copy

from bookings.models import Booking
from services.models import Service


def minutes_of(booking: Booking) -> int:
    return int((booking.ends_at - booking.starts_at).total_seconds()) // 60


def as_long_as(booking: Booking, service: Service) -> Service:
    """`service`, never to be saved, with the length of this booking. Starts and buffers are the service's of today."""
    minutes = minutes_of(booking)
    if minutes == service.duration_minutes:
        return service
    own = copy(service)
    own.slot_step_minutes, own.duration_minutes = service.step_minutes, minutes
    return own
