"""A database full of bookings, by INSERT ... SELECT: what the verbs would have written, minutes instead of hours."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone

from bookings.actors import Identity
from bookings.codes import ALPHABET
from bookings.models import Booking, BookingEvent, Contact, EventKind, Message, Occupancy, Session
from bookings.states import PaymentOption, PaymentStatus, Status
from config.benchmark.fill_reminders import plan_reminders
from config.benchmark.offer import make_offer
from config.benchmark.rows_like import insert_like
from config.benchmark.shapes import CLOSES, FILLED_DAYS, HORIZON_DAYS, OPENS, SLOT, ZONE, Shape, open_days
from services.models import Location, Resource, Service

Say = Callable[[str], None]
BATCH = 100_000
TIMES = {"starts_at": "start", "ends_at": "start + interval '30 minutes'"}
FILLED = (Contact, Session, Occupancy, Booking, BookingEvent, Message)
_PLAN = """
    CREATE TEMPORARY TABLE plan AS
    SELECT row_number() OVER (ORDER BY start)::integer AS n, resource, schedule, service, start
    FROM (({past}) UNION ALL ({window}) UNION ALL ({ahead})) AS times
"""
# Person after person, back from last midnight without a gap.
_PAST = """
    SELECT resource, schedule, service, %(midnight)s - (i / %(people)s + 1) * %(slot)s AS start
    FROM generate_series(0, %(past)s - 1) AS i JOIN staff ON staff.number = i %% %(people)s
"""
# Person after person, from beyond the horizon without a gap.
_AHEAD = """
    SELECT resource, schedule, service, %(beyond)s + i / %(people)s * %(slot)s AS start
    FROM generate_series(0, %(ahead)s - 1) AS i JOIN staff ON staff.number = i %% %(people)s
"""
# Half of all times of the filled days, scattered, and the same ones each time.
_WINDOW = """
    SELECT resource, schedule, service, (day + at) AT TIME ZONE %(zone)s AS start
    FROM staff CROSS JOIN unnest(%(days)s::date[]) AS day
    CROSS JOIN unnest(%(times)s::interval[]) AS at
    ORDER BY md5(number::text || day::text || at::text) LIMIT %(window)s
"""


def fill(shape: Shape, say: Say) -> None:
    """Into an empty database. Every booking has its session, occupied time, two events, message and contact."""
    people, services = make_offer(shape)
    now = timezone.now()
    _plan(shape, people, services, now)
    total = shape.past + shape.window + shape.ahead
    for first in range(1, total + 1, BATCH):
        last = min(first + BATCH - 1, total)
        _insert(first, last, services[0], now)
        say(f"{shape.name}: {last:,} of {total:,} bookings.")
    plan_reminders(total - shape.ahead, total, now)
    tidy("plan, staff")


def tidy(tables: str) -> None:
    """New rows get numbers of their own, and the planner knows what is there."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(FILLED)):
            cursor.execute(statement)
        cursor.execute(f"DROP TABLE {tables}")
        cursor.execute("ANALYZE")


def _plan(shape: Shape, people: list[Resource], services: list[Service], now: datetime) -> None:
    """A temporary table of who is booked when."""
    local = now.astimezone(ZONE)
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute(
            "CREATE TEMPORARY TABLE staff (number integer, resource bigint, schedule bigint, service bigint)"
        )
        cursor.executemany(
            "INSERT INTO staff VALUES (%s, %s, %s, %s)",
            [
                (number, person.pk, person.schedule.pk, services[number % len(services)].pk)
                for number, person in enumerate(people)
            ],
        )
        values: dict[str, Any] = {
            "people": shape.people,
            "past": shape.past,
            "window": shape.window,
            "midnight": datetime.combine(local.date(), time(0), ZONE),
            "slot": SLOT,
            "ahead": shape.ahead,
            "beyond": datetime.combine(local.date() + timedelta(days=HORIZON_DAYS), time(0), ZONE),
            "zone": ZONE.key,
            "days": list(open_days(local.date()))[:FILLED_DAYS],
            "times": [f"{minutes} minutes" for minutes in range(OPENS.hour * 60, CLOSES.hour * 60, 30)],
        }
        cursor.execute(_PLAN.format(past=_PAST, window=_WINDOW, ahead=_AHEAD), values)
        cursor.execute("CREATE UNIQUE INDEX ON plan (n)")


def _insert(first: int, last: int, service: Service, now: datetime) -> None:
    source = f"plan WHERE n BETWEEN {first} AND {last}"
    location = Location.objects.get()
    session = Session(kind=service.kind, service=service, title=service.name, location=location)
    keys = {"id": "n", "schedule_id": "schedule", "service_id": "service"}
    insert_like(session, keys | TIMES, source)
    occupied = {"resource_id": "resource", "session_id": "n", "busy_from": "start"}
    insert_like(Occupancy(), occupied | {"busy_until": TIMES["ends_at"]}, source)
    insert_bookings(service, location, {"session_id": "n", "resource_id": "resource"}, source, now)


def insert_bookings(service: Service, location: Location, own: dict[str, str], source: str, now: datetime) -> None:
    """Of the numbers `n`, services and starts of `source`, each with what was written and said of it."""
    booked = "start - interval '7 days'"
    contact = {"id": "n", "email": "'customer' || n || '@example.com'"}
    insert_like(Contact(first_name="Ana", last_name="Ruiz", created_at=now), contact, f"{source} AND n %% 10 = 0")
    booking = {
        "id": "n",
        "uuid": "gen_random_uuid()",
        "code": _code("n"),
        "service_id": "service",
        "contact_id": "nullif(n / 10 * 10, 0)",
        "created_at": booked,
        "updated_at": booked,
    }
    insert_like(_booking(service, location), booking | own | TIMES, source)
    for revision, kind in enumerate((EventKind.CREATED, EventKind.CONFIRMED), start=1):
        event = BookingEvent(revision=revision, kind=kind, by=Identity.APP, after={"status": kind})
        insert_like(event, {"id": f"2 * n + {revision} - 2", "booking_id": "n", "at": booked}, source)
    message = Message(kind="confirmed", channel="email", recipient="ana@example.com", state="sent", attempts=1)
    told = {"booking_id": "n", "event_id": "2 * n", "due_at": booked, "sent_at": booked, "created_at": booked}
    insert_like(message, {"id": "n"} | told, source)


def _booking(service: Service, location: Location) -> Booking:
    return Booking(
        kind=service.kind,
        status=Status.CONFIRMED,
        takes_places=True,
        revision=2,
        title=service.name,
        time_zone=ZONE,
        resource_name="Person",
        location_type=service.location_type,
        location=location,
        location_text=str(location),
        first_name="Ana",
        last_name="Ruiz",
        email="ana@example.com",
        payment_status=PaymentStatus.NOT_PAID,
        selected_payment_option=PaymentOption.OFFLINE,
        price=service.price,
        policy=service.policy.terms().to_json(),
        created_by=Identity.ANONYMOUS_VISITOR,
    )


def _code(number: str) -> str:
    """SQL for a booking code that no other number has."""
    base = len(ALPHABET)
    digits = [f"substr('{ALPHABET}', {number} / {base**place} % {base} + 1, 1)" for place in range(6)]
    return " || ".join([*digits[:3], "'-'", *digits[3:]]).replace("%", "%%")
