"""A member's own bookings as one calendar: each the entry that its own file has."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from bookings.calendars.of_booking import entries_of
from bookings.calendars.window import Window
from bookings.calendars.writing import Entry, calendar_file
from bookings.models import Booking, Contact, Session
from bookings.states import ON_CALENDAR
from services.models import Business


def contact_calendar(contact: Contact, now: datetime) -> bytes:
    """All that are to come or asked for, also those that have begun."""
    found = _own(contact).filter(ends_at__gt=now)
    return calendar_file(_entries(found, Business.objects.current()), method="PUBLISH", stamp=now)


def member_entries(contact: Contact, window: Window, business: Business) -> list[Entry]:
    """In the order of time; a course with all its dates. Two queries."""
    return _entries(_own(contact).filter(ends_at__gt=window.start, starts_at__lt=window.end), business)


def _own(contact: Contact) -> QuerySet[Booking]:
    """What was booked with another email stays with who reads that one's mail (domain.md section 3)."""
    dates = Prefetch("schedule__sessions", Session.objects.select_related("location"))
    own = Booking.objects.filter(contact=contact, email__iexact=contact.email, status__in=ON_CALENDAR)
    return own.select_related("service", "location", "schedule").prefetch_related(dates).order_by("starts_at", "pk")


def _entries(bookings: Iterable[Booking], business: Business) -> list[Entry]:
    return [entry for booking in bookings for entry in entries_of(booking, business)]
