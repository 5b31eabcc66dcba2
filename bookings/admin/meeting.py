"""Whom a double booked booking meets: the others that have some of its people or rooms at its time.

Who comes to the same class is met by nobody there: they share its time.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from bookings.models import Booking, Occupancy
from bookings.states import FINAL


class Span(NamedTuple):
    """Half-open, with buffers where the time is taken; a flagged request that takes none has its visible time."""

    resource_id: int
    start: datetime
    end: datetime

    def meets(self, other: "Span") -> bool:
        return self.resource_id == other.resource_id and self.start < other.end and other.start < self.end


def meetings(bookings: Iterable[Booking]) -> dict[int, list[Booking]]:
    """The others of each, by its id and in the order of time. Three queries, however many bookings."""
    wanted = list(bookings)
    mine = _spans(wanted)
    others = _candidates([span for spans in mine.values() for span in spans])
    theirs = _spans(others)
    return {
        booking.pk: [
            other for other in others if not _together(booking, other) and _meet(mine[booking.pk], theirs[other.pk])
        ]
        for booking in wanted
    }


def doubled_with(bookings: Iterable[Booking]) -> dict[int, list[Booking]]:
    """Of `meetings`, those where one of both is marked as double booked."""
    wanted = list(bookings)
    met = meetings(wanted)
    return {each.pk: [other for other in met[each.pk] if other.double_booked or each.double_booked] for each in wanted}


def _together(booking: Booking, other: Booking) -> bool:
    """One and the same, or both of one class."""
    return other.pk == booking.pk or (booking.session_id is not None and other.session_id == booking.session_id)


def _meet(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(span.meets(other) for span in some for other in others)


def _spans(bookings: Sequence[Booking]) -> dict[int, list[Span]]:
    rows = Occupancy.objects.filter(session_id__in=[each.session_id for each in bookings if each.session_id])
    taken: dict[int, list[Span]] = {}
    for row in rows:
        taken.setdefault(row.session_id or 0, []).append(Span(row.resource_id, row.busy_from, row.busy_until))
    return {each.pk: taken.get(each.session_id or 0) or _visible(each) for each in bookings}


def _visible(booking: Booking) -> list[Span]:
    """Of a flagged request; any other booking that takes no time is in nobody's way."""
    if booking.resource_id is None or not booking.double_booked or booking.status in FINAL:
        return []
    return [Span(booking.resource_id, booking.starts_at, booking.ends_at)]


def _candidates(spans: Sequence[Span]) -> list[Booking]:
    """Those that take some of these times, and requests that were flagged although they take none."""
    if not spans:
        return []
    takes, asks = Q(), Q()
    for resource_id, start, end in spans:
        takes |= Q(resource_id=resource_id, busy_from__lt=end, busy_until__gt=start)
        asks |= Q(resource_id=resource_id, starts_at__lt=end, ends_at__gt=start)
    sessions = Occupancy.objects.filter(takes, session__isnull=False).values("session_id")
    met = Q(session_id__in=sessions) | Q(asks, session__isnull=True, double_booked=True)
    return list(Booking.objects.filter(met).exclude(status__in=FINAL).order_by("starts_at", "pk"))
