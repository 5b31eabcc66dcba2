"""Taking and freeing time: locks first, then the check, with the exclusion constraint as the last word.

Every caller runs inside a transaction and locks in one order: resources by id, session, booking
(domain.md section 4). Freed time makes its marked neighbours regular again.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from bookings.models import Booking, Hold, Mark, Occupancy, Session, SessionKind
from bookings.supply import Candidate
from services.hours import local_day_bounds
from services.models import Schedule, Service
from services.sql import asked

# Asked for every hold and every decision, so written once (why: services/sql.py).
_LOCK = "SELECT id FROM services_resource WHERE id = ANY(%s::bigint[]) ORDER BY id FOR NO KEY UPDATE"
_EXPIRED = """
    SELECT DISTINCT h.id
    FROM bookings_occupancy o
    JOIN bookings_hold h ON h.id = o.hold_id
    WHERE o.resource_id = ANY(%s::bigint[]) AND o.busy_until > %s AND o.busy_from < %s AND h.expires_at <= %s
"""
_THAT_DAY = """
    SELECT o.resource_id, count(*)
    FROM bookings_occupancy o
    JOIN bookings_session s ON s.id = o.session_id
    WHERE o.resource_id = ANY(%s::bigint[]) AND o.busy_until > %s AND o.busy_from < %s AND s.service_id IS NOT NULL
    GROUP BY o.resource_id
"""


def lock_resources(ids: Iterable[int]) -> None:
    """Whoever comes second waits here, and then sees what the first has done."""
    asked(_LOCK, [list(ids)])


def buffered(service: Service, start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """The time with the service's own buffers around it."""
    return (
        start - timedelta(minutes=service.buffer_before_minutes),
        end + timedelta(minutes=service.buffer_after_minutes),
    )


def clear_expired_holds(ids: Collection[int], busy_from: datetime, busy_until: datetime, now: datetime) -> None:
    """Holds that ran out and stand in the way are deleted by whoever needs the time, under the lock."""
    expired = [id_ for (id_,) in asked(_EXPIRED, [list(ids), busy_from, busy_until, now])]
    if expired:
        Hold.objects.filter(pk__in=expired, expires_at__lte=now).delete()


def busy_resources(
    ids: Collection[int],
    busy_from: datetime,
    busy_until: datetime,
    now: datetime,
    *,
    hold: Hold | None = None,
    session_id: int | None = None,
) -> set[int]:
    """Those of `ids` that are occupied in [busy_from, busy_until): marked rows count, the caller's own don't."""
    rows = Occupancy.objects.filter(resource_id__in=ids, busy_until__gt=busy_from, busy_from__lt=busy_until).filter(
        Q(hold__isnull=True) | Q(hold__expires_at__gt=now)
    )
    if hold is not None:
        rows = rows.exclude(hold=hold)
    if session_id is not None:
        rows = rows.exclude(session_id=session_id)
    return set(rows.values_list("resource_id", flat=True))


def bookings_that_day(ids: Collection[int], instant: datetime, zone: ZoneInfo) -> dict[int, int]:
    """How many appointments and classes each of `ids` has on the local day of `instant`, for a fair "anyone"."""
    bounds = local_day_bounds(zone, instant.astimezone(zone).date())
    start, end = (datetime.fromtimestamp(bound, UTC) for bound in bounds)
    return dict.fromkeys(ids, 0) | dict(asked(_THAT_DAY, [list(ids), start, end]))


def occupy_for_hold(hold: Hold, service: Service, people: Sequence[Candidate]) -> None:
    busy_from, busy_until = buffered(service, hold.starts_at, hold.ends_at)
    Occupancy.objects.bulk_create(
        Occupancy(resource_id=person.id, busy_from=busy_from, busy_until=busy_until, hold=hold) for person in people
    )


def take_time(booking: Booking, people: Sequence[Candidate], mark: Mark, hold: Hold | None) -> Session:
    """The appointment's session with its occupied time; the booking's own hold turns into it.

    The first of `people` is whom the booking is with. The caller saves the booking's copies.
    """
    session = Session.objects.create(
        kind=SessionKind.APPOINTMENT,
        schedule_id=Schedule.objects.values_list("pk", flat=True).get(resource_id=people[0].id),
        service=booking.service,
        title=booking.title,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        location_id=booking.location_id,
    )
    missing = list(people)
    if hold is not None:
        held = hold.occupancies.filter(resource_id__in=[person.id for person in people])
        kept = held.update(hold=None, session=session, mark=mark)
        hold.delete()
        missing = _not_in(session, people) if kept < len(people) else []
    busy_from, busy_until = buffered(booking.service, booking.starts_at, booking.ends_at)
    Occupancy.objects.bulk_create(
        Occupancy(resource_id=person.id, busy_from=busy_from, busy_until=busy_until, session=session, mark=mark)
        for person in missing
    )
    return session


def _not_in(session: Session, people: Sequence[Candidate]) -> list[Candidate]:
    kept = set(session.occupancies.values_list("resource_id", flat=True))
    return [person for person in people if person.id not in kept]


def resources_of(booking: Booking) -> set[int]:
    """Whose time the booking has or holds now, whatever the caller's copy says; read to be locked next."""
    session = Booking.objects.filter(pk=booking.pk).values("session_id")
    rows = Occupancy.objects.filter(Q(hold__booking_id=booking.pk) | Q(session_id__in=session))
    return set(rows.values_list("resource_id", flat=True))
