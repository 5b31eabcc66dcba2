"""The table that is printed: what, goal, measured."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """`missed`: the goal is not met. `detail`: the plain numbers behind the ratio."""

    what: str
    goal: str
    measured: str
    queries: str
    detail: str
    missed: bool


HEADINGS = ("what", "goal", "measured", "queries", "", "typical")


def table(lines: Sequence[Line]) -> str:
    rows = [HEADINGS, *(_cells(line) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    rule = tuple("-" * width for width in widths)
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [rows[0], rule, *rows[1:]]
    )


def _cells(line: Line) -> tuple[str, ...]:
    return line.what, line.goal, line.measured, line.queries, "MISSED" if line.missed else "met", line.detail
