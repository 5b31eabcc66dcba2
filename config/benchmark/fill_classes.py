"""A database of a business with classes: their sessions next month, half full, and a past of the first class."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone

from bookings.models import Occupancy, Session
from config.benchmark.fill import BATCH, Say, insert_bookings, tidy
from config.benchmark.offer import PLACES, make_class, make_offer
from config.benchmark.shapes import OPENS, SLOT, SLOTS_A_DAY, ZONE, Shape, next_month
from services.models import Location, Resource, Service

TAKEN = PLACES // 2  # of each session, by as many bookings
_PLAN = """
    CREATE TEMPORARY TABLE plan AS
    SELECT row_number() OVER (ORDER BY session.id, i)::integer AS n,
           session.id AS session, session.service_id AS service, session.title, session.starts_at AS start
    FROM bookings_session AS session CROSS JOIN generate_series(1, %s) AS i
"""


def fill_classes(shape: Shape, say: Say) -> None:
    """Into an empty database. What is booked has what the verbs would have written."""
    people, _appointments = make_offer(shape)
    location, today = Location.objects.get(), timezone.now().astimezone(ZONE).date()
    classes = [make_class(slug_of(count), location) for count in shape.classes]
    for number, (service, count) in enumerate(zip(classes, shape.classes, strict=True)):
        make_sessions(service, location, _spread(next_month(today), count), people[number:] + people[:number])
    make_sessions(classes[0], location, _back(today, shape.past // TAKEN), people)
    _book(classes[0], location, say)


def slug_of(count: int) -> str:
    return f"class-{count}"


def make_sessions(
    service: Service, location: Location, times: Iterator[tuple[date, int]], people: list[Resource]
) -> list[Session]:
    """On each day in the slot with that number. Slots have their own person, so that two classes whose people are
    ordered differently never need the same one."""
    pairs = [(_start(day, slot), people[slot % len(people)]) for day, slot in times]
    made = Session.objects.bulk_create(
        Session(
            kind=service.kind,
            schedule=service.schedule,
            service=service,
            title=service.name,
            starts_at=start,
            ends_at=start + SLOT,
            capacity=PLACES,
            location=location,
        )
        for start, _person in pairs
    )
    Occupancy.objects.bulk_create(
        Occupancy(resource=person, busy_from=start, busy_until=start + SLOT, session=session)
        for session, (start, person) in zip(made, pairs, strict=True)
    )
    return made


def _start(day: date, slot: int) -> datetime:
    return datetime.combine(day, OPENS, ZONE) + slot * SLOT


def _spread(first: date, count: int) -> Iterator[tuple[date, int]]:
    """Over the days of a month that begins with `first`, one a day before any has two."""
    days = (next_month(first) - first).days
    return ((first + timedelta(days=number % days), number // days) for number in range(count))


def _back(today: date, count: int) -> Iterator[tuple[date, int]]:
    """Day before day from yesterday."""
    return ((today - timedelta(days=1 + number // SLOTS_A_DAY), number % SLOTS_A_DAY) for number in range(count))


def _book(service: Service, location: Location, say: Say) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute(_PLAN, [TAKEN])
        cursor.execute("CREATE UNIQUE INDEX ON plan (n)")
    now, total = timezone.now(), Session.objects.count() * TAKEN
    for first in range(1, total + 1, BATCH):
        last = min(first + BATCH - 1, total)
        source = f"plan WHERE n BETWEEN {first} AND {last}"
        insert_bookings(service, location, {"session_id": "session", "title": "title"}, source, now)
        say(f"{last:,} of {total:,} places taken.")
    tidy("plan")
