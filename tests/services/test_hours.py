"""Open hours of a week with its exceptions, and across clock changes, by tables."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from services.hours import Block, DatedException, Hours, WeeklyBlock, local_day_bounds, local_days, open_blocks
from services.intervals import cut

MADRID, SANTIAGO, APIA = "Europe/Madrid", "America/Santiago", "Pacific/Apia"
LORD_HOWE, KATHMANDU = "Australia/Lord_Howe", "Asia/Kathmandu"
EVERY_DAY = range(7)


def utc(text):
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def daily(zone, *times, exceptions=(), always_open=False):
    weekly = tuple(
        WeeklyBlock(day, time.fromisoformat(a), time.fromisoformat(b)) for day in EVERY_DAY for a, b in times
    )
    return Hours(weekly, tuple(exceptions), ZoneInfo(zone), always_open)


def opened(hours, first, last=None):
    """The blocks that begin on the local days, as UTC texts."""
    begin, _ = local_day_bounds(hours.zone, date.fromisoformat(first))
    _, end = local_day_bounds(hours.zone, date.fromisoformat(last or first))
    blocks = [block for block in open_blocks(hours, begin, end) if begin <= block.start]
    return [f"{text(block.start)}/{text(block.end)}" for block in blocks]


def text(instant):
    return datetime.fromtimestamp(instant, UTC).strftime("%d %H:%M")


@pytest.mark.parametrize(
    ("zone", "day", "times", "expected"),
    [
        (MADRID, "2026-03-28", ("09:00", "17:00"), "28 08:00/28 16:00"),
        (MADRID, "2026-03-30", ("09:00", "17:00"), "30 07:00/30 15:00"),
        (MADRID, "2026-03-29", ("01:00", "05:00"), "29 00:00/29 03:00"),
        (MADRID, "2026-03-29", ("02:30", "05:00"), "29 01:30/29 03:00"),
        (MADRID, "2026-03-29", ("01:00", "02:30"), "29 00:00/29 01:30"),
        (MADRID, "2026-10-25", ("01:00", "05:00"), "24 23:00/25 04:00"),
        (MADRID, "2026-10-25", ("02:30", "02:45"), "25 00:30/25 01:45"),
        (MADRID, "2026-10-24", ("22:00", "03:00"), "24 20:00/25 02:00"),
        (SANTIAGO, "2026-09-06", ("00:00", "05:00"), "06 04:00/06 08:00"),
        (SANTIAGO, "2026-09-05", ("22:00", "00:00"), "06 02:00/06 04:00"),
        (SANTIAGO, "2026-04-04", ("22:00", "00:00"), "05 01:00/05 04:00"),
        (LORD_HOWE, "2026-04-05", ("01:00", "05:00"), "04 14:00/04 18:30"),
        (LORD_HOWE, "2026-10-04", ("01:00", "05:00"), "03 14:30/03 18:00"),
        (KATHMANDU, "2026-03-29", ("09:00", "17:00"), "29 03:15/29 11:15"),
        (APIA, "2011-12-29", ("22:00", "04:00"), "30 08:00/30 14:00"),
    ],
)
def test_local_hours_as_instants(zone, day, times, expected):
    assert opened(daily(zone, times), day) == [expected]


def test_hours_that_lie_wholly_in_the_gap_end_before_they_begin_and_are_none():
    assert opened(daily(MADRID, ("02:30", "03:00")), "2026-03-29") == []


def test_a_day_that_the_place_skipped_has_no_hours():
    assert opened(daily(APIA, ("09:00", "17:00")), "2011-12-29", "2011-12-31") == [
        "29 19:00/30 03:00",
        "30 19:00/31 03:00",
    ]


def test_a_repeated_hour_offers_its_starts_twice():
    hours = daily(MADRID, ("02:00", "03:00"))
    (block,) = open_blocks(hours, utc("2026-10-24T22:00"), utc("2026-10-25T22:00"))
    found = cut(block[:2], 1800, 1800)
    readings = [f"{datetime.fromtimestamp(at, hours.zone):%H:%M %Z}" for at in found]
    assert readings == ["02:00 CEST", "02:30 CEST", "02:00 CET", "02:30 CET"]


def test_closed_days_have_no_blocks():
    closed = DatedException(date(2026, 5, 5), date(2026, 5, 6))
    assert opened(daily("UTC", ("09:00", "10:00"), exceptions=[closed]), "2026-05-04", "2026-05-07") == [
        "04 09:00/04 10:00",
        "07 09:00/07 10:00",
    ]


def test_other_hours_replace_the_weekly_ones_of_the_day_they_begin_on():
    other = DatedException(date(2026, 5, 5), date(2026, 5, 5), ((time(12), time(14), None),))
    assert opened(daily("UTC", ("22:00", "02:00"), exceptions=[other]), "2026-05-04", "2026-05-06") == [
        "04 22:00/05 02:00",
        "05 12:00/05 14:00",
        "06 22:00/07 02:00",
    ]


def test_several_exceptions_of_a_day_are_joined():
    day = date(2026, 5, 5)
    two = [DatedException(day, day, ((time(a), time(b), None),)) for a, b in ((15, 16), (12, 14))]
    assert opened(daily("UTC", exceptions=two), "2026-05-05") == ["05 12:00/05 14:00", "05 15:00/05 16:00"]


def test_of_several_exceptions_a_closed_one_wins():
    day = date(2026, 5, 5)
    both = [DatedException(day, day), DatedException(day, day, ((time(12), time(14), None),))]
    assert opened(daily("UTC", exceptions=both), "2026-05-05") == []


def test_overlapping_blocks_of_one_location_are_joined_and_of_two_stay_apart():
    weekly = (
        WeeklyBlock(0, time(9), time(12), 1),
        WeeklyBlock(0, time(11), time(13), 1),
        WeeklyBlock(0, time(10), time(14), 2),
    )
    monday = utc("2026-05-04")
    blocks = open_blocks(Hours(weekly, (), ZoneInfo("UTC")), monday, monday + 86400)
    hour = [(b.start - monday) // 3600 for b in blocks], [(b.end - monday) // 3600 for b in blocks]
    assert (hour, [b.location_id for b in blocks]) == (([9, 10], [13, 14]), [1, 2])


def test_touching_blocks_begin_their_own_grid_and_know_how_long_it_stays_open():
    day = utc("2026-05-04")
    hours = daily("UTC", ("09:00", "13:00"), ("13:00", "17:00"))
    nine, one, five = (day + hour * 3600 for hour in (9, 13, 17))
    assert open_blocks(hours, day, day + 86400) == [Block(nine, one, None, five), Block(one, five, None, five)]


def test_blocks_are_whole_even_where_the_question_begins_inside_them():
    day = utc("2026-05-04")
    blocks = open_blocks(daily("UTC", ("22:00", "06:00")), day, day + 60)
    assert [(b.start - day, b.end - day) for b in blocks] == [(-7200, 21600)]


def test_a_block_that_ends_as_the_question_begins_is_not_in_it():
    day = utc("2026-05-04")
    assert open_blocks(daily("UTC", ("09:00", "10:00")), day + 36000, day + 86400) == []


def test_a_room_without_hours_is_open_each_local_day_and_through_the_night():
    day = utc("2026-05-04")
    (block,) = open_blocks(daily("UTC", always_open=True), day, day + 86400)
    assert (block.start, block.end, block.until >= day + 15 * 86400) == (day, day + 86400, True)


def test_a_room_without_hours_closes_for_an_exception():
    closed = DatedException(date(2026, 5, 6), date(2026, 5, 6))
    day = utc("2026-05-04")
    hours = daily("UTC", always_open=True, exceptions=[closed])
    blocks = open_blocks(hours, day, day + 4 * 86400)
    assert [((b.start - day) // 86400, (b.until - day) // 86400) for b in blocks][:2] == [(0, 2), (1, 2)]


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        (MADRID, "2026-03-29", 23),
        (MADRID, "2026-03-30", 24),
        (MADRID, "2026-10-25", 25),
        (LORD_HOWE, "2026-10-04", 23.5),
        (LORD_HOWE, "2026-04-05", 24.5),
        (SANTIAGO, "2026-09-06", 23),
        (SANTIAGO, "2026-04-04", 25),
        (APIA, "2011-12-30", 0),
    ],
)
def test_how_long_a_local_day_is(zone, day, hours):
    start, end = local_day_bounds(ZoneInfo(zone), date.fromisoformat(day))
    assert (end - start) / 3600 == hours


def test_local_days_leave_out_the_skipped_one():
    days = local_days(ZoneInfo(APIA), date(2011, 12, 29), date(2011, 12, 31))
    assert [day.day for day, _, _ in days] == [29, 31]
