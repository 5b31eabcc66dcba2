"""Days on which a person or room is closed, as days in a calendar."""

from datetime import timedelta

from django.utils.translation import gettext as _

from bookings.calendars.window import Window
from bookings.calendars.writing import Entry, site
from services.models import HoursException, Resource

DAY = timedelta(days=1)


def days_off(resource: Resource, window: Window) -> list[Entry]:
    """Whole days in order, with the owner's reason; other hours are no day off."""
    first, last = window.start.date(), window.end.date()
    closed = HoursException.objects.filter(
        schedule__resource=resource, start_time=None, last_on__gte=first, first_on__lt=last
    )
    return [
        Entry(
            uid=f"day-off-{each.pk}@{site()}",
            start=each.first_on,
            end=each.last_on + DAY,
            zone=None,
            summary=_("Closed: %(reason)s") % {"reason": each.reason} if each.reason else _("Closed"),
        )
        for each in closed
    ]
