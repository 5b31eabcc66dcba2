"""Whom a time would be with, as far as that is known before it is confirmed (bookings/picker/slips.py)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from bookings.finder import Question, eligible_of
from bookings.models import Booking
from bookings.picker.scene import chooses
from bookings.supply import Group, load_groups
from checkout.views.slips import Row
from services.models import ResourceKind, Service


def person_rows(groups: Sequence[Group], service: Service, location_id: int | None) -> list[Row]:
    """For a time without a chosen person: the only one there is, that we choose, or nothing to be said."""
    anyone = Question(service, 0, 0, location_id=location_id)
    if chooses(list(groups), anyone):
        return [(_("With"), _("Anyone: we choose when you confirm"))]
    people = eligible_of(groups[0], anyone) if groups else []
    only = len(people) == 1 and people[0].kind == ResourceKind.STAFF
    return [(_("With"), people[0].name)] if only else []


def person_rows_of(booking: Booking) -> list[Row]:
    """The same for a booking; one query where it has nobody's name yet."""
    if booking.resource_name:
        return [(_("With"), booking.resource_name)]
    groups = load_groups([booking.service_id], booking.zone).groups.get(booking.service_id, [])
    return person_rows(groups, booking.service, booking.location_id)
