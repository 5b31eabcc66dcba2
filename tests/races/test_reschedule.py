"""Many move their appointments at once: no time twice, nobody loses the old one, no deadlock (journeys.md S24)."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from bookings.errors import RevisionConflict, SlotNotAvailable, TryAgain
from bookings.lifecycle import reschedule_booking
from bookings.models import Booking, Hold, Occupancy, Session
from tests.bookings.lifecycle.times import movable, visit
from tests.bookings.making import VISITOR, place_hold, slot_at
from tests.factories import BusinessFactory, ResourceFactory, hour
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def business():
    BusinessFactory()


def move(booking, start, resource=None, **kwargs):
    """As a customer who is told to send it again."""

    def act():
        while True:
            try:
                slot = slot_at(booking.service, start, resource)
                return reschedule_booking(booking, slot=slot, by=VISITOR, now=timezone.now(), **kwargs)
            except TryAgain:
                continue

    return act


def kinds(results):
    return Counter(type(result) for result in results)


def nothing_overlaps():
    rows = list(Occupancy.objects.order_by("resource", "busy_from"))
    return all(a.busy_until <= b.busy_from for a, b in pairwise(rows) if a.resource_id == b.resource_id)


def day(number):
    return hour("10:00") + timedelta(days=number % 5, hours=number // 5)


def test_twenty_want_the_same_time_one_gets_it_and_the_others_stand_as_they_stood():
    service = visit()
    bookings = [movable(service, "10:00", starts_at=day(n), reschedule_until=day(n)) for n in range(20)]
    before = {booking.pk: (booking.starts_at, booking.session_id, 1) for booking in bookings}
    target = hour("14:00") + timedelta(weeks=1)
    results = together([move(booking, target) for booking in bookings])
    assert kinds(results) == {Booking: 1, SlotNotAvailable: 19}
    (winner,) = (result for result in results if isinstance(result, Booking))
    del before[winner.pk]
    others = Booking.objects.exclude(pk=winner.pk)
    assert {b.pk: (b.starts_at, b.session_id, b.revision) for b in others} == before
    assert (winner.starts_at, Occupancy.objects.count(), Session.objects.count()) == (target, 20, 20)


def test_two_that_want_each_others_time_both_stand_somewhere():
    service = visit()
    one, other = movable(service, "10:00"), movable(service, "12:00")
    results = together([move(one, hour("12:00")), move(other, hour("10:00"))])
    assert kinds(results) == {SlotNotAvailable: 2}
    assert sorted(Booking.objects.values_list("starts_at", "revision")) == [(hour("10:00"), 1), (hour("12:00"), 1)]


def test_of_two_tabs_one_wins_and_the_other_is_told():
    service = visit()
    booking = movable(service)
    wanted = hour("12:00"), hour("14:00")
    results = together([move(booking, start, revision=1) for start in wanted])
    assert kinds(results) == {Booking: 1, RevisionConflict: 1}
    booking.refresh_from_db()
    assert (booking.starts_at in wanted, booking.revision, Occupancy.objects.count()) == (True, 2, 1)


def test_the_same_move_pressed_twice_is_made_once():
    booking = movable(visit())
    results = together([move(booking, hour("12:00"), revision=1)] * 2)
    assert kinds(results) == {Booking: 1, RevisionConflict: 1}
    assert booking.messages.filter(kind="rescheduled").count() == 1


def test_a_new_customer_for_the_time_it_moves_to_gets_it_or_it_does():
    service = visit()
    booking = movable(service)
    moved, held = together(
        [move(booking, hour("12:00")), lambda: place_hold(service, hour("12:00"), visitor="another")]
    )
    assert {type(moved), type(held)} in ({Booking, SlotNotAvailable}, {SlotNotAvailable, Hold})
    assert nothing_overlaps()


def test_a_new_customer_for_the_time_it_leaves_gets_it_only_once_it_is_left():
    service = visit()
    booking = movable(service)
    moved, held = together(
        [move(booking, hour("12:00")), lambda: place_hold(service, hour("10:00"), visitor="another")]
    )
    assert (type(moved), type(held) in (Hold, SlotNotAvailable)) == (Booking, True)
    assert nothing_overlaps()


def test_people_and_rooms_that_are_shared_never_lock_each_other_out():
    people, room = [ResourceFactory() for _ in range(2)], ResourceFactory(room=True)
    services = [visit(groups=[people, [room]]), visit(groups=[[room], people]), visit(groups=[people])]
    bookings = []
    for n in range(12):
        service, start = services[n % 3], hour("10:00") + timedelta(days=n % 4, hours=n // 4)
        staff = people[n % 2]
        own = [staff, room] if n % 3 < 2 else [staff]
        bookings.append(movable(service, starts_at=start, reschedule_until=start, resource=staff, occupies=own))
    starts = [hour("14:00") + timedelta(days=n % 4, minutes=15 * (n % 3)) for n in range(12)]
    results = together([move(booking, start) for booking, start in zip(bookings, starts, strict=True)])
    assert set(kinds(results)) <= {Booking, SlotNotAvailable}
    assert nothing_overlaps()
