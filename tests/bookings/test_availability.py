"""query_availability: domain.md section 6."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from bookings.availability import query_availability
from bookings.errors import InvalidDateFormat, InvalidRequest, InvalidTimeZone
from services.models import ServiceKind
from tests.bookings.making import book, place_hold
from tests.factories import (
    HoldFactory,
    HoursExceptionFactory,
    LocationFactory,
    OccupancyFactory,
    PolicyFactory,
    ResourceFactory,
    ServiceFactory,
    hour,
)

pytestmark = pytest.mark.django_db


def free(service, first="00:00", hours=24, **kwargs):
    """Clock times that can be booked next Monday."""
    start = hour(first)
    found = query_availability(service, start, start + timedelta(hours=hours), now=timezone.now(), **kwargs)
    return [f"{entry.slot.start:%H:%M}" for entry in found if entry.bookable]


def test_a_day_is_cut_on_the_services_grid():
    assert free(ServiceFactory()) == ["09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00"]


def test_the_grid_begins_at_each_blocks_own_start():
    anna = ResourceFactory(hours="mon 09:15-11:30 16:00-18:00")
    assert free(ServiceFactory(groups=[[anna]])) == ["09:15", "10:15", "16:00", "17:00"]


def test_a_step_shorter_than_the_length_offers_more_starts():
    anna = ResourceFactory(hours="mon 09:00-11:00")
    assert free(ServiceFactory(groups=[[anna]], slot_step_minutes=30)) == ["09:00", "09:30", "10:00"]


def test_a_standing_booking_is_not_offered_again():
    anna = ResourceFactory(hours="mon 09:00-12:00")
    service = ServiceFactory(groups=[[anna]])
    book(service, hour("10:00"))
    assert free(service) == ["09:00", "11:00"]


def test_buffers_of_both_neighbours_add_up():
    anna = ResourceFactory(hours="mon 09:00-13:00")
    first = ServiceFactory(groups=[[anna]], buffer_after_minutes=15, slot_step_minutes=15)
    second = ServiceFactory(groups=[[anna]], buffer_before_minutes=15, slot_step_minutes=15)
    book(first, hour("09:00"))
    assert free(second)[0] == "10:30"


def test_a_live_hold_takes_the_time_and_an_expired_one_does_not():
    service = ServiceFactory(groups=[[ResourceFactory(hours="mon 09:00-11:00")]])
    place_hold(service, hour("09:00"))
    assert free(service) == ["10:00"]
    service.holds.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert free(service) == ["09:00", "10:00"]


def test_anyone_is_offered_while_one_of_the_group_is_free():
    anna, ben = ResourceFactory(hours="mon 09:00-10:00"), ResourceFactory(hours="mon 09:00-11:00")
    service = ServiceFactory(groups=[[anna, ben]])
    book(service, hour("09:00"), anna)
    assert free(service) == ["09:00", "10:00"]
    assert free(service, resources=[anna.pk]) == []


def test_person_and_room_are_needed_together():
    anna, ben = ResourceFactory(hours="mon 09:00-11:00"), ResourceFactory(hours="mon 09:00-11:00")
    room = ResourceFactory(room=True)
    service = ServiceFactory(groups=[[anna, ben], [room]])
    book(service, hour("09:00"), anna)
    assert free(service) == ["10:00"]


def test_one_person_can_not_fill_two_groups_at_once():
    anna, ben = ResourceFactory(hours="mon 09:00-10:00"), ResourceFactory(hours="mon 09:00-11:00")
    assert free(ServiceFactory(groups=[[anna, ben], [anna, ben]])) == ["09:00"]


def test_a_rooms_hours_bound_the_persons():
    anna = ResourceFactory(hours="mon 09:00-12:00")
    room = ResourceFactory(room=True, hours="mon 10:30-14:00")
    assert free(ServiceFactory(groups=[[anna], [room]])) == ["11:00"]


def test_a_closed_day_offers_nothing_and_other_hours_offer_theirs():
    anna = ResourceFactory()
    exception = HoursExceptionFactory(schedule=anna.schedule)
    service = ServiceFactory(groups=[[anna]])
    assert free(service) == []
    exception.start_time, exception.end_time = time(18), time(20)
    exception.save()
    assert free(service) == ["18:00", "19:00"]


def test_hours_tied_to_a_place_are_offered_there_alone():
    north, south = LocationFactory(), LocationFactory()
    anna = ResourceFactory(hours="mon 09:00-11:00")
    anna.schedule.weekly_hours.update(location=north)
    service = ServiceFactory(groups=[[anna]])
    assert free(service, location=north) == ["09:00", "10:00"]
    assert free(service, location=south) == []


def test_marked_rows_are_seen_too():
    service = ServiceFactory(groups=[[ResourceFactory(hours="mon 09:00-11:00")]])
    OccupancyFactory(session__service=service, session__starts_at=hour("09:00"), mark="overridden")
    assert free(service) == ["10:00"]


def test_holds_without_a_visitor_of_ones_own_are_not_ones_own():
    service = ServiceFactory(groups=[[ResourceFactory(hours="mon 09:00-11:00")]])
    hold = HoldFactory(service=service, starts_at=hour("09:00"))
    OccupancyFactory(session=None, hold=hold, resource=service.requirement_groups.get().resources.get())
    assert free(service) == ["10:00"]


def test_the_policy_window_is_said_as_violations():
    policy = PolicyFactory(latest_minutes=60 * 24 * 30)
    entries = query_availability(ServiceFactory(policy=policy), hour("09:00"), hour("11:00"), now=timezone.now())
    assert [(entry.bookable, entry.violations) for entry in entries] == [(False, ("too_late_to_book",))] * 2
    policy.latest_minutes, policy.earliest_minutes = None, 5
    policy.save()
    entries = query_availability(ServiceFactory(policy=policy), hour("09:00"), hour("10:00"), now=timezone.now())
    assert [entry.violations for entry in entries] == [("too_early_to_book",)]


def test_nothing_is_offered_beyond_the_horizon_or_in_the_past():
    service = ServiceFactory()
    now = timezone.now()
    beyond = query_availability(service, now + timedelta(days=181), now + timedelta(days=200), now=now)
    past = query_availability(service, now - timedelta(days=9), now, now=now)
    assert (beyond, past) == ([], [])


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        ("Europe/Madrid", date(2027, 3, 28), ["01:00", "03:00", "04:00"]),
        ("Europe/Madrid", date(2027, 10, 31), ["01:00", "02:00", "02:00", "03:00", "04:00"]),
        ("America/Santiago", date(2027, 4, 3), ["01:00", "02:00", "03:00", "04:00"]),
        ("Australia/Lord_Howe", date(2027, 10, 3), ["01:00", "02:30", "03:30"]),
        ("Asia/Kathmandu", date(2027, 3, 28), ["01:00", "02:00", "03:00", "04:00"]),
    ],
)
def test_a_day_on_which_the_clocks_change(zone, day, expected):
    """A missing hour is not offered, a repeated one twice; lengths are real hours (journeys.md S9, S10)."""
    place = LocationFactory(time_zone=zone)
    anna = ResourceFactory(hours="mon-sun 01:00-05:00", location=place)
    start = hour("00:00", day, place.time_zone)
    now = start - timedelta(days=2)
    entries = query_availability(
        ServiceFactory(groups=[[anna]]), start, start + timedelta(hours=12), location=place, now=now
    )
    assert [f"{entry.slot.start.astimezone(place.time_zone):%H:%M}" for entry in entries] == expected


def test_the_number_of_queries_is_fixed(django_assert_num_queries):
    service = ServiceFactory(groups=[[ResourceFactory() for _ in range(6)], [ResourceFactory(room=True)]])
    for clock in ("09:00", "10:00", "11:00"):
        book(service, hour(clock))
    with django_assert_num_queries(4):
        query_availability(service, hour("00:00"), hour("00:00") + timedelta(days=42), now=timezone.now())


def test_what_is_asked_must_make_sense():
    service, now = ServiceFactory(), timezone.now()
    with pytest.raises(InvalidDateFormat):
        query_availability(service, hour("10:00"), hour("10:00"), now=now)
    with pytest.raises(InvalidTimeZone):
        query_availability(service, hour("10:00"), hour("12:00"), timezone="Mars/Base", now=now)
    with pytest.raises(InvalidRequest):
        query_availability(ServiceFactory(kind=ServiceKind.COURSE), hour("10:00"), hour("12:00"), now=now)
