"""Fifty customers, one time: one stands, and everybody is told the truth (domain.md section 4, S3)."""

from collections import Counter
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from bookings.errors import SlotNotAvailable, TryAgain
from bookings.models import Alert, Booking, Hold, Occupancy
from bookings.states import PaymentStatus
from tests.bookings.making import create, decide, pay, place_hold
from tests.factories import BusinessFactory, OccupancyFactory, ResourceFactory, ServiceFactory, hour
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)

CUSTOMERS = 50


def decided(booking, payment_status=PaymentStatus.NOT_PAID):
    """As the sweep does: who was told to try again is asked again."""
    while True:
        try:
            return decide(booking, payment_status)
        except TryAgain:
            continue


def test_fifty_customers_pick_the_same_time_and_one_holds_it():
    service = ServiceFactory()
    results = together(
        [lambda n=n: place_hold(service, hour("10:00"), visitor=f"visitor {n}") for n in range(CUSTOMERS)]
    )
    assert Counter(type(result) for result in results) == {Hold: 1, SlotNotAvailable: CUSTOMERS - 1}
    assert Occupancy.objects.count() == 1


def test_fifty_unpaid_customers_and_one_stands():
    service = ServiceFactory()
    bookings = [create(service, hour("10:00"), email=f"c{n}@example.com") for n in range(CUSTOMERS)]
    results = together([lambda booking=booking: decided(booking).status for booking in bookings])
    assert Counter(results) == {"confirmed": 1, "declined": CUSTOMERS - 1}
    assert Occupancy.objects.count() == 1


def test_without_holds_paid_losers_are_double_booked_and_unpaid_ones_declined():
    BusinessFactory(hold_minutes=0)
    service = ServiceFactory()
    bookings = [create(service, hour("10:00"), email=f"c{n}@example.com") for n in range(20)]
    for booking in bookings[:10]:
        pay(booking)
    results = together(
        [lambda booking=booking: decided(booking, booking.payment_status) for booking in bookings[:10]]
        + [lambda booking=booking: decided(booking) for booking in bookings[10:]]
    )
    outcome = Counter((booking.status, booking.double_booked) for booking in results)
    assert outcome[("confirmed", False)] == 1
    first_was_paid = results.index(next(b for b in results if b.status == "confirmed" and not b.double_booked)) < 10
    assert outcome[("confirmed", True)] == (9 if first_was_paid else 10)
    assert outcome["declined", False] == (10 if first_was_paid else 9)
    assert Alert.objects.filter(kind="double_booked").count() == outcome[("confirmed", True)]
    assert Occupancy.objects.filter(mark="").count() == 1


def test_overlapping_services_on_shared_people_and_rooms_never_deadlock():
    people, room = [ResourceFactory() for _ in range(2)], ResourceFactory(room=True)
    services = [
        ServiceFactory(groups=[people, [room]], slot_step_minutes=15),
        ServiceFactory(groups=[[room], people], slot_step_minutes=15, duration_minutes=30),
        ServiceFactory(groups=[people], slot_step_minutes=15, duration_minutes=45),
    ]
    bookings = [
        create(services[n % 3], hour(("10:00", "10:15", "10:30", "10:45")[n % 4]), email=f"c{n}@example.com")
        for n in range(48)
    ]
    results = together([lambda booking=booking: decided(booking).status for booking in bookings])
    assert set(results) == {"confirmed", "declined"}
    rows = list(Occupancy.objects.order_by("resource", "busy_from"))
    assert all(a.busy_until <= b.busy_from for a, b in pairwise(rows) if a.resource_id == b.resource_id)


def test_the_database_itself_refuses_two_regular_times_on_one_resource():
    row = OccupancyFactory()
    with pytest.raises(IntegrityError, match="one_resource_is_in_one_place_at_a_time"), transaction.atomic():
        OccupancyFactory(session=row.session, resource=row.resource)
    OccupancyFactory(session=row.session, resource=row.resource, mark="overridden")


def test_a_confirmed_appointment_can_not_lose_its_time_behind_the_verbs_back():
    booking = decide(create(ServiceFactory(), hour("10:00")))
    with pytest.raises(IntegrityError, match="a_confirmed_appointment_has_its_time"), transaction.atomic():
        Booking.objects.filter(pk=booking.pk).update(session=None, updated_at=timezone.now())
