"""Intervals against a naive grid: every second of a small day, one by one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from services.intervals import cut, intersect, keep_free, keep_inside, merge, subtract

seconds = st.integers(-20, 60)
loose = st.lists(st.tuples(seconds, seconds), max_size=8)
blocks = st.tuples(st.integers(-5, 5), st.integers(0, 60)).map(lambda drawn: (drawn[0], sum(drawn)))
pieces = st.tuples(st.integers(-15, 75), st.integers(1, 6)).map(lambda drawn: (drawn[0], sum(drawn)))
clean = st.lists(pieces, max_size=6).map(merge)  # short ones, or hardly a start is left to get wrong
lengths = st.integers(1, 12)
buffers = st.integers(0, 4)
often = settings(max_examples=300)


def grid(intervals):
    return {second for start, end in intervals for second in range(start, end)}


def starts(block, busy, length, step, before=0, after=0, until=None):
    return keep_free(cut(block, length, step, until), busy, length, before, after)


def is_clean(intervals):
    flat = [edge for interval in intervals for edge in interval]
    return flat == sorted(set(flat))


def brute_starts(block, busy, length, step, before, after, until):
    taken = grid(busy)
    return [
        start
        for start in range(block[0], block[1], step)
        if start + length <= until and not taken & set(range(start - before, start + length + after))
    ]


@given(loose)
def test_merge_keeps_every_second_and_is_clean(intervals):
    merged = merge(intervals)
    assert (grid(merged), is_clean(merged)) == (grid(intervals), True)


@often
@given(clean, clean)
def test_subtract_leaves_the_seconds_of_the_first_alone(a, b):
    left = subtract(a, b)
    assert (grid(left), is_clean(left)) == (grid(a) - grid(b), True)


@often
@given(clean, clean)
def test_intersect_keeps_the_seconds_of_both(a, b):
    both = intersect(a, b)
    assert (grid(both), is_clean(both)) == (grid(a) & grid(b), True)


def test_touching_intervals_become_one_and_empty_ones_vanish():
    assert merge([(5, 9), (1, 5), (7, 7), (20, 12)]) == [(1, 9)]


def test_touching_is_not_overlapping():
    assert intersect([(0, 10)], [(10, 20)]) == []


def test_cut_begins_at_the_block_and_ends_with_the_last_that_fits():
    assert list(cut((7, 67), 20, 15)) == [7, 22, 37]


def test_a_length_that_fills_the_block_has_one_start():
    assert list(cut((0, 60), 60, 15)) == [0]


@often
@given(blocks, clean, lengths, lengths, buffers, buffers)
def test_starts_are_those_found_one_by_one(block, busy, length, step, before, after):
    expected = brute_starts(block, busy, length, step, before, after, block[1])
    assert starts(block, busy, length, step, before, after) == expected


@often
@given(blocks, clean, lengths, lengths, buffers, buffers, st.integers(0, 30))
def test_starts_may_run_on_while_the_place_stays_open(block, busy, length, step, before, after, more):
    until = block[1] + more
    expected = brute_starts(block, busy, length, step, before, after, until)
    assert starts(block, busy, length, step, before, after, until=until) == expected


def test_a_cleanup_may_happen_after_closing():
    assert starts((0, 120), [], 60, 60, 30, 30) == [0, 60]


def test_somebody_elses_time_after_closing_still_blocks_the_cleanup():
    assert starts((0, 120), [(140, 200)], 60, 60, 0, 30) == [0]


def test_what_ends_as_the_preparation_begins_is_not_in_the_way():
    assert starts((60, 180), [(0, 30)], 60, 60, 30, 0) == [60, 120]


def test_a_start_one_second_too_early_waits_for_the_next_of_the_grid():
    assert starts((4, 20), [(0, 5)], 5, 5) == [9, 14]


def test_the_grid_stays_the_blocks_own_after_a_busy_time():
    assert starts((0, 300), [(50, 110)], 30, 45) == [0, 135, 180, 225, 270]


@often
@given(st.sets(seconds), clean, lengths, buffers, buffers)
def test_keep_free_asks_of_each_start_whether_its_time_is_free(times, busy, length, before, after):
    taken = grid(busy)
    expected = [at for at in sorted(times) if not taken & set(range(at - before, at + length + after))]
    assert keep_free(sorted(times), busy, length, before, after) == expected


@often
@given(st.sets(seconds), clean, lengths)
def test_keep_inside_asks_of_each_start_whether_it_lies_within(times, spans, length):
    inside = grid(spans)
    expected = [at for at in sorted(times) if set(range(at, at + length)) <= inside]
    assert keep_inside(sorted(times), spans, length) == expected
