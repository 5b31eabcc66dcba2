"""Extra fields are checked in as many steps as they are long, whatever schema is let through. Counted, not timed."""

import json
import sys
from math import comb

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bookings.extended import MOST_BYTES, problems, size_problem
from bookings.extended_keywords import LONGEST_PATTERNED
from bookings.extended_schema import MOST_CHOICES, MOST_REPEATS, is_plain, schema_problem

STEPS_A_BYTE = 50
PIECES = st.tuples(st.sampled_from("ab"), st.sampled_from(["", "", "?", "*", "+", "{2}", "{1,}", "{,3}"]))
HOW_OFTEN = {"": (1, 1), "?": (0, 1), "*": (0, 999), "+": (1, 999), "{2}": (2, 2), "{1,}": (1, 999), "{,3}": (0, 3)}


def of(**field):
    return {"type": "object", "properties": {"x": field}}


def calls(act):
    """Of functions, also the library's and Python's own."""
    seen = 0

    def count(frame, event, argument):
        nonlocal seen
        seen += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(before)
    return seen


@pytest.mark.parametrize(
    ("schema", "values"),
    [
        (of(uniqueItems=True), [n if n % 2 else [n] for n in range(1300)]),
        (of(uniqueItems=True), [n if n % 2 else {"a": n} for n in range(900)]),
        (of(items={"uniqueItems": True}), [[n, [n], str(n)] for n in range(400)]),
        (of(items={"enum": list(range(MOST_CHOICES))}), [MOST_CHOICES - 1] * 1900),
        (of(items={"enum": list(range(MOST_CHOICES))}), [-1] * 1900),
        (of(items={"type": "object", "properties": {f"k{n}": {"const": n} for n in range(300)}}), [{}] * 2000),
        (of(items={"type": "object", "required": [f"k{n}" for n in range(900)]}), [{}] * 2000),
        (of(items={"multipleOf": 0.001}), [0.5] * 1600),
    ],
)
def test_the_slowest_take_so_many_steps(schema, values):
    assert (schema_problem(schema), size_problem({"x": values})) == ("", "")
    problems(schema, {})  # reads the schema, once for all
    size = len(json.dumps([schema, values]))
    assert size <= 2 * MOST_BYTES
    assert calls(lambda: problems(schema, {"x": values})) <= STEPS_A_BYTE * size


def ways(pieces, text, at=0, piece=0):
    """How many times a piece is held against a letter, as Python's matcher does it: longest first, then back."""
    if piece == len(pieces):
        return 1, True
    letter, (least, most) = pieces[piece][0], HOW_OFTEN[pieces[piece][1]]
    run, steps = 0, 1
    while run < most and at + run < len(text) and text[at + run] == letter:
        run += 1
    for taken in range(run, least - 1, -1):
        more, found = ways(pieces, text, at + taken, piece + 1)
        steps += more
        if found:
            return steps, True
    return steps, False


@given(st.lists(PIECES, min_size=1, max_size=7), st.integers(0, 25))
@example([("a", "*")] * MOST_REPEATS + [("b", "")], LONGEST_PATTERNED)
@example([("a", "*")] * 2 + [("a", "?")] * 7 + [("b", "")], LONGEST_PATTERNED)
@example([("a", "*")] * 3 + [("b", "")], LONGEST_PATTERNED)
@example([("a", "{1,}"), ("a", "?"), ("a", "*"), ("b", "")], LONGEST_PATTERNED)
def test_a_pattern_tries_a_text_in_so_many_ways(pieces, length):
    if not is_plain("".join(letter + often for letter, often in pieces)):
        return
    tried = sum(ways(pieces, "a" * length, start)[0] for start in range(length + 1))
    assert tried <= comb(length + 1 + MOST_REPEATS, 1 + MOST_REPEATS) * (len(pieces) + 1)
