"""What settle_payments asks each minute reads what is out of step, not all that was ever booked."""

import json

import pytest
from django.db import connection

from bookings.models import Booking
from tests.factories import BookingFactory

pytestmark = pytest.mark.django_db


def plan_of(queryset) -> str:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE bookings_booking")
        cursor.execute("SET LOCAL enable_seqscan = off")  # the table of a test is too small to tell
    return json.dumps(json.loads(queryset.explain(format="json")))


def test_money_that_is_too_much_is_found_by_two_indexes():
    BookingFactory.create_batch(3, confirmed=True)
    plan = plan_of(Booking.objects.owing())
    assert {"ended_bookings_with_money", "bookings_paid_beyond_price"} <= set(plan.split('"'))
    assert "Seq Scan" not in plan
