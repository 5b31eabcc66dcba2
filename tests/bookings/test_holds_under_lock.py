"""Ending one's own holds while somebody else is at them: people are locked first, and a booking's hold stays."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from django.db import connection, transaction

from bookings.errors import SlotNotAvailable
from bookings.exclusivity import lock_resources
from bookings.models import Hold
from tests.bookings.making import create, place_hold
from tests.factories import ResourceFactory, ServiceFactory, hour
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def until_somebody_waits():
    """Until another connection waits for a lock of ours."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone():
                return
        sleep(0.05)
    pytest.fail("nobody waited")


def test_one_that_becomes_a_booking_at_that_moment_is_not_taken_away():
    anna = ResourceFactory()
    massage, long_one = ServiceFactory(groups=[[anna]]), ServiceFactory(groups=[[anna]], duration_minutes=120)
    place_hold(massage, hour("10:00"))
    booking = create(massage, hour("11:00"))
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Hold.objects.update(booking=booking)
            second = pool.submit(together, [lambda: place_hold(long_one, hour("09:00"))])
            until_somebody_waits()
        assert [type(result) for result in second.result()] == [SlotNotAvailable]
    assert Hold.objects.get().occupancies.count() == 1


def test_who_served_a_hold_is_locked_before_it_ends_though_the_service_needs_them_no_more():
    anna, ben = ResourceFactory(name="Anna"), ResourceFactory(name="Ben")
    service = ServiceFactory(groups=[[anna, ben]])
    place_hold(service, hour("10:00"), resource=ben)
    service.requirement_groups.get().resources.remove(ben)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            lock_resources([ben.pk])
            second = pool.submit(together, [lambda: place_hold(service, hour("11:00"))])
            until_somebody_waits()
            assert Hold.objects.update(extended=True) == 1
        assert [type(result) for result in second.result()] == [Hold]
    assert [hold.starts_at for hold in Hold.objects.all()] == [hour("11:00")]
