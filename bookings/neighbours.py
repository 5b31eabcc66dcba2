"""After time is freed: those who were double booked with it may not be any more (domain.md section 4)."""

from collections.abc import Iterable
from datetime import datetime

from bookings.actors import Actor
from bookings.models import Booking, EventKind, Mark, Occupancy, Session
from bookings.moves import record
from bookings.states import FINAL, Status


def free_time(session: Session, *, by: Actor, now: datetime) -> None:
    """Delete an appointment's session and re-test whoever overlapped it. The resources are locked already."""
    freed = list(session.occupancies.values_list("resource_id", "busy_from", "busy_until"))
    session.delete()
    marked: dict[int, Occupancy] = {}
    for resource_id, busy_from, busy_until in freed:
        for row in (
            Occupancy.objects.filter(resource_id=resource_id, busy_until__gt=busy_from, busy_from__lt=busy_until)
            .exclude(mark=Mark.NONE)
            .select_related("session")
        ):
            marked[row.pk] = row
    for row in sorted(marked.values(), key=lambda row: row.pk):
        _make_regular(row)
    sessions = {row.session_id for row in marked.values() if row.session_id}
    _clear_flags(Booking.objects.filter(session_id__in=sessions), by=by, now=now)
    for resource_id, busy_from, busy_until in freed:
        waiting = Booking.objects.filter(status=Status.PENDING, session__isnull=True, resource_id=resource_id)
        _clear_flags(waiting.overlapping(busy_from, busy_until), by=by, now=now)


def _overlaps(resource_id: int, busy_from: datetime, busy_until: datetime, session_id: int | None) -> bool:
    """Whether a regular row stands in the way."""
    rows = Occupancy.objects.filter(
        resource_id=resource_id, busy_until__gt=busy_from, busy_from__lt=busy_until, mark=Mark.NONE
    )
    return rows.exclude(session_id=session_id).exists() if session_id else rows.exists()


def _make_regular(row: Occupancy) -> None:
    """The first of several marked rows becomes the one that stands; the others stay marked."""
    if not _overlaps(row.resource_id, row.busy_from, row.busy_until, row.session_id):
        row.mark = Mark.NONE
        row.save(update_fields=["mark"])


def _clear_flags(bookings: Iterable[Booking], *, by: Actor, now: datetime) -> None:
    for booking in bookings:
        if not booking.double_booked or booking.status in FINAL:
            continue
        if booking.session_id is not None:
            clear = not Occupancy.objects.filter(session_id=booking.session_id).exclude(mark=Mark.NONE).exists()
        else:
            clear = not _overlaps(booking.resource_id or 0, booking.starts_at, booking.ends_at, None)
        if clear:
            record(
                booking,
                EventKind.UPDATED,
                by=by,
                now=now,
                reason="the other booking of this time has gone",
                double_booked=False,
            )
            booking.alerts.filter(kind="double_booked", solved_at__isnull=True).update(solved_at=now)
