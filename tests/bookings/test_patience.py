"""Each wait is twice the one before, up to the longest."""

from datetime import timedelta

from bookings.patience import wait_after

MINUTE = timedelta(minutes=1)


def waits(*tries: int) -> list[float]:
    return [wait_after(count, first=MINUTE, longest=6 * 60 * MINUTE) / MINUTE for count in tries]


def test_a_wait_doubles_until_the_longest():
    assert waits(1, 2, 3, 9, 10, 11) == [1, 2, 4, 256, 360, 360]


def test_no_count_of_tries_is_too_large():
    assert waits(32_767) == [360]
