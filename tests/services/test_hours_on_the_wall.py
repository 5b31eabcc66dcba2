"""Open hours against a naive reading of the clock on the wall, around every clock change of seven years."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from services.hours import DatedException, Hours, WeeklyBlock, local_day_bounds, open_blocks

ZONES = [
    "Europe/Madrid",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "America/New_York",
    "Africa/Casablanca",
    "Asia/Beirut",
]


@given(st.sampled_from(ZONES), st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_local_days_follow_one_another_and_hold_their_own_date(zone, day):
    place = ZoneInfo(zone)
    start, end = local_day_bounds(place, day)
    edges = [datetime.fromtimestamp(at, place).date() for at in (start - 1, start, end - 1, end)]
    assert edges == [day - timedelta(1), day, day, day + timedelta(1)]


def near_clock_changes(zone):
    """The local days of 2024 to 2030 on which, or next to which, the clocks change."""
    place, found = ZoneInfo(zone), []
    at = datetime(2024, 1, 1, 12, tzinfo=UTC)
    while at.year < 2031:
        if at.astimezone(place).utcoffset() != (at + timedelta(1)).astimezone(place).utcoffset():
            found += [(at + timedelta(n)).astimezone(place).date() for n in range(-1, 3)]
        at += timedelta(1)
    return found or [date(2026, 3, 29)]


places = st.sampled_from(ZONES).flatmap(
    lambda zone: st.tuples(st.just(zone), st.sampled_from(near_clock_changes(zone)))
)
clock_times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))


def naive_instant(zone, wall, *, again):
    """Reads the zone's clock every quarter hour around `wall`; a missing time is the one a gap later."""
    middle = int(wall.replace(tzinfo=UTC).timestamp())
    around = range(middle - 26 * 3600, middle + 26 * 3600, 900)
    readings = [(datetime.fromtimestamp(at, zone).replace(tzinfo=None), at) for at in around]
    found = [at for reading, at in readings if reading == wall]
    if found:
        return found[-1 if again else 0]
    last_before = max(at for reading, at in readings if reading < wall)
    reading_before = datetime.fromtimestamp(last_before, zone).replace(tzinfo=None)
    return last_before + int((wall - reading_before).total_seconds())


@settings(max_examples=150, deadline=None)
@given(places, clock_times, clock_times)
def test_a_block_is_where_the_clock_on_the_wall_says(place, first, last):
    zone, day = ZoneInfo(place[0]), place[1]
    begins = naive_instant(zone, datetime.combine(day, first), again=False)
    ends_on = day if last > first else day + timedelta(1)
    ends = naive_instant(zone, datetime.combine(ends_on, last), again=True)
    hours = Hours((), (DatedException(day, day, ((first, last, None),)),), zone)
    found = [(b.start, b.end) for b in open_blocks(hours, begins - 90000, begins + 90000)]
    assert found == ([(begins, ends)] if begins < ends else [])


@settings(max_examples=150, deadline=None)
@given(places, st.lists(st.tuples(st.integers(0, 6), clock_times, clock_times), max_size=6), st.integers(0, 48))
def test_a_shorter_question_gets_the_same_blocks(place, rules, begin):
    zone, day = ZoneInfo(place[0]), place[1]
    weekly = tuple(WeeklyBlock(*rule) for rule in rules if rule[1] < rule[2])
    hours = Hours(weekly, (), zone)
    start, _ = local_day_bounds(zone, day)
    window = start + begin * 1800, start + begin * 1800 + 43200
    wide = open_blocks(hours, window[0] - 5 * 86400, window[1] + 5 * 86400)
    expected = [block for block in wide if block.start < window[1] and block.end > window[0]]
    assert open_blocks(hours, *window) == expected
