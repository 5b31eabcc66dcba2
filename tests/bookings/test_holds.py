"""Holds: domain.md section 5."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import holds
from bookings.errors import SlotNotAvailable, TooManyHolds, TooManyParticipants
from bookings.models import Hold
from tests.bookings.making import place_hold
from tests.factories import BusinessFactory, ServiceFactory, hour

pytestmark = pytest.mark.django_db


def test_a_held_time_is_taken_for_others_until_it_runs_out():
    service, now = ServiceFactory(), timezone.now()
    place_hold(service, hour("10:00"))
    with pytest.raises(SlotNotAvailable):
        place_hold(service, hour("10:00"), visitor="another")
    later = now + timedelta(minutes=11)
    assert place_hold(service, hour("10:00"), visitor="another", now=later).visitor == "another"
    assert Hold.objects.count() == 1


def test_picking_another_time_lets_the_first_go():
    service = ServiceFactory()
    place_hold(service, hour("10:00"))
    place_hold(service, hour("11:00"))
    assert [hold.starts_at for hold in Hold.objects.all()] == [hour("11:00")]


def test_it_is_extended_once_and_never_made_shorter():
    hold, now = place_hold(ServiceFactory(), hour("10:00")), timezone.now()
    far = now + timedelta(minutes=35)
    assert holds.stretch(hold, until=far, now=now)
    assert holds.extend(hold, now=now, business=BusinessFactory())
    hold.refresh_from_db()
    assert hold.expires_at == far
    assert not holds.extend(hold, now=now, business=BusinessFactory())


def test_one_that_ran_out_is_neither_extended_nor_stretched():
    hold, later = place_hold(ServiceFactory(), hour("10:00")), timezone.now() + timedelta(minutes=11)
    assert not holds.extend(hold, now=later, business=BusinessFactory())
    assert not holds.stretch(hold, until=later + timedelta(hours=1), now=later)


def test_a_visitor_holds_so_many_and_no_more():
    for _ in range(holds.MOST_HELD):
        place_hold(ServiceFactory(), hour("10:00"))
    with pytest.raises(TooManyHolds):
        place_hold(ServiceFactory(), hour("10:00"))


def test_with_holds_off_the_time_is_only_looked_at():
    BusinessFactory(hold_minutes=0)
    service = ServiceFactory()
    assert place_hold(service, hour("10:00")) is None
    with pytest.raises(SlotNotAvailable):
        place_hold(service, hour("10:30"))


def test_a_party_that_is_too_large_holds_nothing():
    with pytest.raises(TooManyParticipants):
        place_hold(ServiceFactory(), hour("10:00"), participants=2)


def test_the_sweep_tidies_only_what_ran_out():
    place_hold(ServiceFactory(), hour("10:00"))
    assert holds.sweep(timezone.now()) == 0
    holds.sweep(timezone.now() + timedelta(minutes=11))
    assert not Hold.objects.exists()
