"""How long to wait before something outside is asked again."""

from datetime import timedelta

_DOUBLINGS = 16  # beyond every longest wait there is; 2 to the power of any count would not fit a timedelta


def wait_after(tries: int, *, first: timedelta, longest: timedelta) -> timedelta:
    """`first` after one try, then twice as long each time, `longest` at most. `tries`: made so far, at least 1."""
    return min(first * 2 ** min(tries - 1, _DOUBLINGS), longest)
