"""The zones' own rules in a file, read by a program that knows no zone (RFC 5545 section 3.6.5)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bookings.calendars.writing import Entry, calendar_file
from tests.bookings.calendars.reading import spans, starting

STAMP = datetime(2026, 1, 1, tzinfo=UTC)
ZONES = [
    "Europe/Madrid",
    "Europe/Dublin",
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Jerusalem",
    "Asia/Almaty",
    "Asia/Pyongyang",
    "UTC",
]


def file_of(start, zone, hours=1):
    entry = Entry("one@daybook", start, start + timedelta(hours=hours), ZoneInfo(zone), "Massage")
    return calendar_file([entry], method="PUBLISH", stamp=STAMP)


@settings(deadline=None)
@given(
    st.sampled_from(ZONES),
    st.integers(0, 20 * 365 * 24 * 4).map(lambda n: datetime(2015, 1, 1, tzinfo=UTC) + n * timedelta(minutes=15)),
    st.integers(1, 30),
)
@example("Europe/Madrid", datetime(2026, 3, 29, 1, 30, tzinfo=UTC), 1)
@example("Europe/Madrid", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 1)
@example("Europe/Madrid", datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 24)
@example("America/Santiago", datetime(2026, 4, 5, 2, 30, tzinfo=UTC), 2)
@example("Europe/Madrid", datetime(2026, 12, 31, 22, 30, tzinfo=UTC), 1)
@example("Asia/Almaty", datetime(2024, 2, 29, 12, tzinfo=UTC), 1)
@example("Asia/Almaty", datetime(2024, 3, 1, 12, tzinfo=UTC), 1)
@example("Asia/Pyongyang", datetime(2018, 5, 4, 12, tzinfo=UTC), 1)
def test_any_time_in_any_zone_is_the_same_instant_by_the_files_own_rules(zone, start, hours):
    assert spans(file_of(start, zone, hours)) == [(start, start + timedelta(hours=hours))]


@pytest.mark.parametrize(
    ("zone", "rules"),
    [
        ("Europe/Madrid", ["BYDAY=-1SU;BYMONTH=3", "BYDAY=-1SU;BYMONTH=10"]),
        ("America/New_York", ["BYDAY=2SU;BYMONTH=3", "BYDAY=1SU;BYMONTH=11"]),
        ("Asia/Kathmandu", []),
    ],
)
def test_a_yearly_change_is_written_as_a_rule(zone, rules):
    content = file_of(datetime(2026, 6, 1, 9, tzinfo=UTC), zone)
    written = [line.removeprefix("RRULE:FREQ=YEARLY;") for line in starting(content, "RRULE")]
    assert sorted(written) == sorted(rules)


def test_the_clocks_go_forward_at_the_hour_they_showed_before():
    content = file_of(datetime(2026, 6, 1, 9, tzinfo=UTC), "Europe/Madrid")
    assert "DTSTART:20250330T020000" in starting(content, "DTSTART")


def test_the_only_change_of_a_year_has_the_offset_before_it_in_front():
    content = file_of(datetime(2024, 2, 1, 9, tzinfo=UTC), "Asia/Almaty")
    written = zip(starting(content, "DTSTART:"), starting(content, "TZOFFSETTO:"), strict=True)
    assert list(written) == [
        ("DTSTART:19700101T000000", "TZOFFSETTO:+0600"),
        ("DTSTART:20240301T000000", "TZOFFSETTO:+0500"),
    ]


def test_a_zone_that_changes_by_the_moon_has_its_dates():
    content = file_of(datetime(2026, 6, 1, 9, tzinfo=UTC), "Africa/Casablanca")
    assert (starting(content, "RRULE"), starting(content, "TZNAME")) == ([], ["TZNAME:+00", "TZNAME:+01"] * 3)


def test_a_file_says_nothing_of_a_zone_that_no_time_is_written_in():
    content = file_of(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Europe/Madrid")
    assert starting(content, "BEGIN:VTIMEZONE") == []
    assert starting(content, "DTSTART") == ["DTSTART:20261025T013000Z"]
