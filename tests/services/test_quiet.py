"""The night, on the clocks of the place."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from services.quiet import is_between, next_at

MADRID = ZoneInfo("Europe/Madrid")


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [("21:59", False), ("22:00", True), ("00:00", True), ("07:59", True), ("08:00", False), ("12:00", False)],
)
def test_a_night_goes_over_midnight(clock, quiet):
    assert is_between(time.fromisoformat(clock), time(22), time(8)) is quiet


@pytest.mark.parametrize(("clock", "quiet"), [("12:59", False), ("13:00", True), ("15:00", False)])
def test_an_afternoon_does_not(clock, quiet):
    assert is_between(time.fromisoformat(clock), time(13), time(15)) is quiet


def test_from_a_time_to_the_same_time_is_never():
    assert not is_between(time(22), time(22), time(22))


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (datetime(2026, 3, 24, 22, tzinfo=UTC), datetime(2026, 3, 25, 7, tzinfo=UTC)),
        (datetime(2026, 3, 25, 3, tzinfo=UTC), datetime(2026, 3, 25, 7, tzinfo=UTC)),
        (datetime(2026, 3, 25, 7, tzinfo=UTC), datetime(2026, 3, 25, 7, tzinfo=UTC)),
        (datetime(2026, 3, 28, 22, tzinfo=UTC), datetime(2026, 3, 29, 6, tzinfo=UTC)),  # the clocks go forward
    ],
)
def test_the_next_eight_in_the_morning(now, then):
    assert next_at(now, time(8), MADRID) == then
