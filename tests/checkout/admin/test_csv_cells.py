"""No spreadsheet runs anything that a customer typed, and numbers stay numbers."""

import csv
import io
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkout.admin.csv_cells import BOM, cell, plain_text, written

BEGINS = st.sampled_from(["", " ", ";", "x;", "\t", "\r", "\n", '"', "'", ';"', "; ", "\u200b", "\x00", "\ufeff"])
FORMULA = st.sampled_from("=+-@\uff1d\uff0b\uff0d\uff20\u2212")


def begins_like_a_formula(text):
    return re.match('[\\s"\u200b-\u200f]*[=+\\-@\uff1d\uff0b\uff0d\uff20\u2212]', text) is not None


@pytest.mark.parametrize("text", ["=1+1", "+34 600 000 000", "-5", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1"])
def test_what_begins_like_a_formula_has_an_apostrophe(text):
    assert plain_text(text) == f"'{text.strip()}"


@pytest.mark.parametrize("text", ["Ada", "T000001 Back - and neck", "x=1", "a+b", "2026-00001", "3;4", ""])
def test_what_does_not_is_left_as_it_is(text):
    assert plain_text(text) == text


def test_a_cell_that_begins_after_a_semicolon_is_no_formula_either():
    assert plain_text("Ada;=1+1;@x") == "Ada;'=1+1;'@x"


@pytest.mark.parametrize("number", [Decimal("-40.00"), Decimal("40.00"), -3, 0])
def test_numbers_stay_numbers(number):
    [line] = written([[number]])
    assert line == f"{BOM}{number}\r\n"


@given(BEGINS, FORMULA, st.text(max_size=20), st.text(max_size=5))
def test_whatever_was_typed_no_reader_finds_a_formula(begin, formula, rest, before):
    line = "".join(written([[before + begin + formula + rest, begin + formula + rest]]))
    assert len(list(csv.reader(io.StringIO(line, newline="")))) == 1
    by_comma = next(csv.reader(io.StringIO(line.removeprefix(BOM), newline="")))
    parts = [part for each in by_comma for part in re.split(";|\t", each)]
    assert [part for part in parts if begins_like_a_formula(part)] == []


@given(st.text())
def test_no_text_becomes_two_rows_or_loses_its_letters(text):
    written_text = cell(text)
    assert written_text.splitlines() in ([], [written_text])
    assert "".join(filter(str.isalnum, written_text)) == "".join(filter(str.isalnum, text))
