"""Half-open intervals of time. Pure; no Django, no datetimes.

An interval is `(start, end)` in whole seconds since 1970 UTC, start < end, `end` left out: touching is not
overlapping. Where a function asks for or returns "clean" intervals they are sorted, disjoint and non-touching.
Everything is one linear sweep, since a month of a large team passes through here for every page.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

Interval = tuple[int, int]


def merge(intervals: Iterable[Interval]) -> list[Interval]:
    """Clean intervals from any: in any order, overlapping, touching; empty and reversed ones are dropped."""
    merged: list[Interval] = []
    last_start = last_end = 0
    for start, end in sorted(intervals):
        if start >= end:
            continue
        if merged and start <= last_end:
            if end > last_end:
                last_end = end
                merged[-1] = (last_start, end)
        else:
            merged.append((start, end))
            last_start, last_end = start, end
    return merged


def subtract(a: Sequence[Interval], b: Sequence[Interval]) -> list[Interval]:
    """What of `a` is not in `b`. Both clean; so is the result."""
    left: list[Interval] = []
    at, count = 0, len(b)
    for start, end in a:
        begin = start
        while at < count and b[at][0] < end:
            if b[at][0] > begin:
                left.append((begin, b[at][0]))
            begin = max(begin, b[at][1])
            if b[at][1] > end:
                break  # it reaches into the next interval of `a` too
            at += 1
        if begin < end:
            left.append((begin, end))
    return left


def intersect(a: Sequence[Interval], b: Sequence[Interval]) -> list[Interval]:
    """What is in both. Both clean; so is the result."""
    both: list[Interval] = []
    i = j = 0
    while i < len(a) and j < len(b):
        start, end = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if start < end:
            both.append((start, end))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return both


def cut(block: Interval, length: int, step: int, until: int | None = None) -> range:
    """The starts on the block's grid: `step` apart from its own start (domain.md section 6).

    [start, start + length) lies in the block; or begins in it and ends by `until`, how long it stays open past the
    block (hours.Block).
    """
    last = block[1] - length if until is None else min(block[1] - 1, until - length)
    return range(block[0], last + 1, step)


def keep_free(
    candidates: Sequence[int], busy: Sequence[Interval], length: int, before: int = 0, after: int = 0
) -> list[int]:
    """Those of the sorted `candidates` whose time with its buffers meets nothing in `busy` (clean).

    The buffers may reach beyond the opening hours, but [start - before, start + length + after) is free. `busy`
    periods contain their own buffers already.
    """
    if not candidates:
        return []
    free: list[int] = []
    at, need = 0, length + after
    for start, end in busy[max(bisect_left(busy, (candidates[0] - before,)) - 1, 0) :]:
        clear = bisect_right(candidates, start - need, at)
        free += candidates[at:clear]
        at = bisect_left(candidates, end + before, clear)
        if at == len(candidates):
            return free
    free += candidates[at:]
    return free


def keep_inside(candidates: Iterable[int], spans: Sequence[Interval], length: int) -> list[int]:
    """Those of the sorted `candidates` at which `length` lies inside one of `spans` (clean)."""
    inside: list[int] = []
    index, count = 0, len(spans)
    for start in candidates:
        while index < count and spans[index][1] <= start:
            index += 1
        if index < count and spans[index][0] <= start and start + length <= spans[index][1]:
            inside.append(start)
    return inside
