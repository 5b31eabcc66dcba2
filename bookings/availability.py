"""Which times can be booked. The only slot finder: pages, holds and verbs all ask here (domain.md section 6)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bookings.classes import ClassSession, read_sessions
from bookings.errors import InvalidDateFormat, InvalidRequest, InvalidTimeZone
from bookings.finder import Found, Question, find
from bookings.places import Pool, places_of
from bookings.refusals import violations
from bookings.supply import Supply, load_busy, load_groups, load_hours
from services.models import Business, Location, Schedule, Service, ServiceKind
from services.queries import zone_of

UNSAID = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Slot:
    """An available time. Its key is its instant; `resource_id` None: anyone. `session_id` names a class session,
    which alone is enough: everything else about the time is the session's."""

    service_id: int
    start: datetime = UNSAID
    end: datetime = UNSAID
    time_zone: str = "UTC"
    resource_id: int | None = None
    location_id: int | None = None
    session_id: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """`bookable` = open spots and no violation. `locked`: places reserved for the waitlist."""

    slot: Slot
    bookable: bool
    total_spots: int
    open_spots: int
    waiting_list: bool
    violations: tuple[str, ...]
    locked: bool


def query_availability(
    service: Service,
    start: datetime,
    end: datetime,
    *,
    timezone: str | None = None,
    resources: Collection[int] = (),
    location: Location | None = None,
    now: datetime,
    business: Business | None = None,
) -> list[Entry]:
    """Entries that start in [start, end), sorted; `resources`: the chosen ones, empty for anyone.

    Not for courses (`course_spots`). Raises InvalidDateFormat, InvalidTimeZone, InvalidRequest.
    """
    if service.kind == ServiceKind.COURSE:
        raise InvalidRequest
    if start.tzinfo is None or end.tzinfo is None or end <= start:
        raise InvalidDateFormat
    business = business or Business.objects.current()
    zone = _zone(timezone) if timezone else zone_of(location, business)
    if service.kind == ServiceKind.CLASS:
        sessions = read_sessions(service, start, end, now=now, business=business, resources=resources)
        return [_entry(service, each, zone) for each in sessions]
    found = open_starts(service, start, end, resources=resources, location=location, now=now, business=business)
    length = timedelta(minutes=service.duration_minutes)
    chosen = next(iter(resources), None)
    entries = []
    for instant in found.starts:
        # Added up in UTC: aware times of one zone are added on the wall clock, an hour off when the clocks change.
        begins = datetime.fromtimestamp(instant, UTC)
        ends = (begins + length).astimezone(zone)
        slot = Slot(service.pk, begins.astimezone(zone), ends, zone.key, chosen, location.pk if location else None)
        wrong = violations(service, begins, now)
        entries.append(Entry(slot, not wrong, 1, 1, False, wrong, False))
    return entries


def _entry(service: Service, session: ClassSession, zone: ZoneInfo) -> Entry:
    places = session.places
    begins, ends = session.start.astimezone(zone), session.end.astimezone(zone)
    slot = Slot(service.pk, begins, ends, zone.key, None, session.location_id, session.id)
    waits = session.has_waitlist(service)
    return Entry(slot, session.bookable, places.capacity, places.open, waits, session.violations, places.locked)


def course_spots(schedule: Schedule, now: datetime) -> tuple[int, int]:
    """Places of the whole course, and those that are left: capacity less those taken (domain.md section 6)."""
    found = places_of(Pool(schedule_id=schedule.pk), now)
    return (found.capacity, found.open) if found else (0, 0)


@dataclass(frozen=True, slots=True)
class Own:
    """What of the occupied time is the asker's own and does not stand in the way."""

    hold_id: int | None = None
    session_id: int | None = None
    visitor: str = ""


NOTHING_OWN = Own()


def open_starts(
    service: Service,
    start: datetime,
    end: datetime,
    *,
    resources: Collection[int] = (),
    location: Location | None = None,
    now: datetime,
    business: Business,
    own: Own = NOTHING_OWN,
    supply: Supply | None = None,
) -> Found:
    """Free starts in [start, end) as seconds, from now to the horizon, whatever the policy says of them.

    `supply` with its groups loaded (and perhaps locked) spares reading them; hours and busy time are read now.
    """
    start = max(start, now)
    end = min(end, now + timedelta(days=business.horizon_days))
    if start >= end:
        return Found()
    supply = supply or load_groups([service.pk], business.time_zone)
    load_around(supply, service, start, end, now, own)
    question = Question(
        service, int(start.timestamp()), int(end.timestamp()), frozenset(resources), location.pk if location else None
    )
    return find(question, supply)


def load_around(
    supply: Supply, service: Service, start: datetime, end: datetime, now: datetime, own: Own = NOTHING_OWN
) -> None:
    """Hours and busy time for starts in [start, end) of this service, its length and buffers included."""
    around = timedelta(minutes=service.duration_minutes + service.buffer_before_minutes + service.buffer_after_minutes)
    load_hours(supply, start)
    load_busy(
        supply,
        start - around,
        end + around,
        now,
        hold_id=own.hold_id,
        session_id=own.session_id,
        visitor=own.visitor,
    )


def bookable_window(service: Service, now: datetime, business: Business) -> tuple[datetime, datetime]:
    """[first, last): the starts between which the policy and the horizon let customers book now."""
    terms = service.policy.terms()
    first = now + timedelta(minutes=terms.latest_minutes or 0)
    last = now + timedelta(days=business.horizon_days)
    if terms.earliest_minutes is not None:
        last = min(last, now + timedelta(minutes=terms.earliest_minutes, seconds=1))
    return first.astimezone(UTC), last.astimezone(UTC)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidTimeZone from error
