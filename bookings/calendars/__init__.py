"""Bookings as calendar files: one booking's (of_booking), a person's or room's (occupied), a member's (members)."""

from bookings.calendars.of_booking import google_link, ics, method_for, place
from bookings.calendars.writing import Method

__all__ = ["Method", "google_link", "ics", "method_for", "place"]
