"""Addresses that lead back along the steps of a booking."""

from zoneinfo import ZoneInfo

from django.urls import reverse

from bookings.models import Booking
from bookings.picker.asked import Asked
from bookings.picks import Pick
from services.models import Rate, Service, ServiceKind


def times_url(service: Service, pick: Pick, zone: ZoneInfo) -> str:
    """The page of times, at the day and with the choices that were made there."""
    if pick.pools:
        asked = Asked(people=pick.participants, choices=pick.choices, sessions=pick.sessions)
        return reverse("bookings:service", args=[service.slug]) + asked.query()
    asked = Asked(
        day=pick.start.astimezone(zone).date(),
        choices=pick.choices,
        who=pick.resources[0] if pick.resources else None,
        where=pick.location_id,
        people=pick.participants,
    )
    return reverse("bookings:service", args=[service.slug]) + asked.query()


def pick_of(booking: Booking) -> Pick:
    """The pick that a booking came from, without its hold; one of several dates is picked alone."""
    chosen = booking.choices.exclude(variant=None).values_list("variant_id", "participants")
    return Pick(
        service_id=booking.service_id,
        start=booking.starts_at,
        token=booking.client_token or booking.uuid,
        resources=tuple(booking.chosen_resources),
        location_id=booking.location_id,
        participants=booking.total_participants,
        choices=tuple(chosen) if booking.service.rate == Rate.VARIED else (),
        sessions=(booking.session_id,) if booking.kind == ServiceKind.CLASS and booking.session_id else (),
        schedule_id=booking.schedule_id,
    )
