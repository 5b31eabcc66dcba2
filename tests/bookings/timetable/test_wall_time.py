"""A class keeps its time on the wall over clock changes (journeys.md S9, S10; domain.md section 6)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings.models import Session
from bookings.timetable import extend
from services.timetable import ends_at, starts_at
from tests.factories import BusinessFactory, LocationFactory, WeeklyRuleFactory

ZONES = ["Europe/Madrid", "America/Santiago", "Australia/Lord_Howe", "Asia/Kathmandu"]
# Place, the day of the change, a time on its clocks, and the time of the class in UTC that day.
CHANGES = [
    # Forward: the time is missing, and the class begins as much later as the gap is long.
    ("Europe/Madrid", date(2026, 3, 29), time(2, 30), "01:30"),  # as 03:30
    ("America/Santiago", date(2026, 9, 6), time(0, 30), "04:30"),  # as 01:30
    ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03 15:45"),  # half an hour: as 02:45
    # Back: the time comes twice, and the class is held the first time.
    ("Europe/Madrid", date(2026, 10, 25), time(2, 30), "00:30"),
    ("America/Santiago", date(2026, 4, 4), time(23, 30), "2026-04-05 02:30"),
    ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), "2026-04-04 14:45"),
    # Never.
    ("Asia/Kathmandu", date(2026, 3, 29), time(2, 30), "2026-03-28 20:45"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("place", "day", "clock", "instant"), CHANGES)
def test_a_class_on_the_day_the_clocks_change_is_held_once(place, day, clock, instant):
    BusinessFactory(time_zone=place, horizon_days=30)
    rule = WeeklyRuleFactory(weekdays=[day.weekday()], start_time=clock, first_on=day - timedelta(days=7))
    extend(rule, now=datetime.combine(day, time(12), UTC) - timedelta(days=14))

    expected = datetime.fromisoformat(instant if "-" in instant else f"{day} {instant}").replace(tzinfo=UTC)
    assert list(rule.sessions.filter(rule_on=day).values_list("starts_at", flat=True)) == [expected]


@pytest.mark.django_db
@pytest.mark.parametrize("place", ZONES)
def test_through_a_year_every_class_is_at_the_same_time_on_the_wall(place):
    BusinessFactory(time_zone="Asia/Tokyo", horizon_days=400)
    location = LocationFactory(time_zone=place)
    extend(WeeklyRuleFactory(location=location, first_on=date(2026, 1, 5)), now=datetime(2026, 1, 1, 12, tzinfo=UTC))

    local = [start.astimezone(ZoneInfo(place)) for start in Session.objects.values_list("starts_at", flat=True)]
    assert len(local) == 57
    assert {(start.weekday(), start.time()) for start in local} == {(0, time(18))}


@given(
    st.sampled_from(ZONES), st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.times(), st.integers(5, 14 * 24 * 60)
)
def test_the_wall_shows_the_time_of_the_rule_or_the_time_a_gap_later(place, day, at, minutes):
    at, zone = at.replace(second=0, microsecond=0), ZoneInfo(place)
    start = starts_at(day, at, zone)

    shown = start.astimezone(zone)
    late = shown.replace(tzinfo=None) - datetime.combine(day, at)
    gap = (start + timedelta(days=1)).astimezone(zone).utcoffset() - (start - timedelta(days=1)).astimezone(
        zone
    ).utcoffset()
    assert late in (timedelta(0), gap) and late >= timedelta(0)
    assert shown.fold == 0
    assert ends_at(start, minutes) - start == timedelta(minutes=minutes)
