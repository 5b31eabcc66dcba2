"""Addresses that lead back along the steps of a booking."""

from zoneinfo import ZoneInfo

from django.urls import reverse

from bookings.models import Booking
from bookings.picker.asked import Asked
from bookings.picks import Pick
from services.models import Service


def times_url(service: Service, pick: Pick, zone: ZoneInfo) -> str:
    """The page of times, at the day and with the choices that were made there."""
    asked = Asked(
        day=pick.start.astimezone(zone).date(),
        who=pick.resources[0] if pick.resources else None,
        where=pick.location_id,
        people=pick.participants,
    )
    return reverse("bookings:service", args=[service.slug]) + asked.query()


def pick_of(booking: Booking) -> Pick:
    """The pick that a booking came from, without its hold."""
    return Pick(
        service_id=booking.service_id,
        start=booking.starts_at,
        token=booking.client_token or booking.uuid,
        resources=tuple(booking.chosen_resources),
        location_id=booking.location_id,
        participants=booking.total_participants,
    )
