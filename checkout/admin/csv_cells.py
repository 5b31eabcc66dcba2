"""Rows of CSV that a spreadsheet opens as what they are: text stays text, numbers stay numbers.

A spreadsheet runs a cell that begins with = + - @ as a formula, and where its list separator is the semicolon, or
somebody pastes by tabs, a cell begins after each of those too. Text is therefore one line, and where a formula could
begin it has an apostrophe before it; a phone number is text. Numbers are Decimal or int and never touched.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

BOM = "\ufeff"  # by it Excel knows that this is UTF-8
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")
_FORMULA = re.compile("(^|;)([\\s\"'`\u200b-\u200f]*)([=+\\-@\uff1d\uff0b\uff0d\uff20\u2212])")


class _Line:
    """What the csv module writes to."""

    def write(self, text: str) -> str:
        return text


def plain_text(text: str) -> str:
    """On one line, and no formula for any spreadsheet."""
    one_line = _CONTROL.sub(" ", text).strip()
    return _FORMULA.sub(r"\1'\2\3", one_line)


def cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, Decimal | int):
        return value
    return plain_text(str(value))


def written(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """One line after the other, the first with the mark of UTF-8."""
    writer = csv.writer(_Line())
    mark = BOM
    for row in rows:
        yield mark + writer.writerow([cell(value) for value in row])
        mark = ""
