"""What a calendar costs that is asked for every fifteen minutes: nothing grows with the past."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bookings.models import Occupancy, Session
from tests.bookings.calendars.asking import ask, class_of, course_of, feed_of, titles
from tests.factories import BookingFactory, HoursExceptionFactory, ResourceFactory, ServiceFactory, hour, next_monday

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
DAYS = 20_000


@pytest.fixture
def anna():
    return ResourceFactory(name="Anna")


@pytest.mark.parametrize("each", [1, 6])
def test_a_persons_takes_seven_questions_however_much_there_is(client, anna, each, django_assert_num_queries):
    massage, yoga = ServiceFactory(groups=[[anna]]), ServiceFactory(of_class=True)
    for number in range(each):
        pottery = ServiceFactory(course=True)
        _dates, times = course_of(pottery, anna, clock=f"1{number}:30", weeks=1)
        BookingFactory(service=pottery, standing=True, **times)
        BookingFactory(service=massage, confirmed=True, starts_at=hour("09:00") + timedelta(days=number))
        BookingFactory(service=massage, pending=True)
        class_of(yoga, anna, taken=2, clock=f"2{number % 4}:30", day=next_monday() + timedelta(days=number))
        HoursExceptionFactory(schedule=anna.schedule)
    feed = feed_of(anna)
    with django_assert_num_queries(7):
        ask(client, feed)


@pytest.fixture
def long_past(anna):
    """An hour a day, for longer than anybody lives."""
    first = timezone.now() - timedelta(days=DAYS + 60)
    service = ServiceFactory(of_class=True)
    days = [first + timedelta(days=number) for number in range(DAYS)]
    hours = [
        Session(
            kind="class",
            service=service,
            schedule=service.schedule,
            title="Yoga",
            starts_at=day,
            ends_at=day + timedelta(hours=1),
        )
        for day in days
    ]
    made = Session.objects.bulk_create(hours, batch_size=5000)
    Occupancy.objects.bulk_create(
        [Occupancy(session=one, resource=anna, busy_from=one.starts_at, busy_until=one.ends_at) for one in made],
        batch_size=5000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE bookings_occupancy, bookings_session, bookings_booking")


@pytest.mark.usefixtures("long_past")
def test_a_long_past_is_never_read(client, anna):
    class_of(ServiceFactory(name="Yoga", of_class=True), anna)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert titles(ask(client, feed_of(anna))) == ["Yoga: 0 of 12 places"]
    [occupied] = [each["sql"] for each in asked if 'FROM "bookings_occupancy"' in each["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, BUFFERS OFF) {occupied}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "occupied_from_here_on" in plan
    assert "Rows Removed" not in plan
    assert "Seq Scan on bookings_session" not in plan
