"""The table's rows: what is measured, and the goal that it is held to."""

from collections.abc import Callable
from dataclasses import dataclass

from config.benchmark import booking, classes, crowd, notices, reading, reminders
from config.benchmark.bench import Bench
from config.benchmark.measure import Outcome
from config.benchmark.table import Line

MS, RATE, SECONDS = "ms", "/s", "s"


@dataclass(frozen=True, slots=True)
class Row:
    """`most`: the ratio may not be above it. In a rate it is bare over measured; SECONDS is no ratio."""

    name: str
    what: str
    measure: Callable[[Bench], Outcome]
    most: float
    unit: str = MS
    queries: int | None = None
    compared: str = "bare"

    def line(self, outcome: Outcome) -> Line:
        first, second = outcome.typical
        most_queries = f" (at most {self.queries})" if self.queries else ""
        too_many = self.queries is not None and (outcome.queries or 0) > self.queries
        return Line(
            what=self.what,
            goal=self._in_words(self.most),
            measured=self._in_words(outcome.ratio),
            queries=f"{outcome.queries}{most_queries}" if outcome.queries is not None else "",
            detail=f"{self._typical(first, second)} {outcome.faults}".strip(),
            missed=outcome.ratio > self.most or too_many or bool(outcome.faults),
        )

    def _in_words(self, ratio: float) -> str:
        if self.unit == SECONDS:
            return f"{ratio:.2f} s"
        return f"{self.compared} / {ratio:.1f}" if self.unit == RATE else f"{ratio:.2f}x"

    def _typical(self, first: float, second: float) -> str:
        if self.unit == SECONDS:
            return f"p50 {first:.2f} s, longest {second:.2f} s"
        digits = 0 if self.unit == RATE else 2
        return f"{self.compared} {first:.{digits}f}, this {second:.{digits}f} {self.unit}"


ROWS = (
    Row("month", "month view, whole page", reading.month, 8, queries=8),
    Row("day", "a day's times, HTMX piece", reading.day, 4, queries=6),
    Row("board", "service list, next free times", reading.board, 10, queries=10),
    Row("history", "1,000,000 past bookings over 10,000", reading.history, 1.10, compared="10,000"),
    Row("people", "50 people over 5", reading.people, 8, compared="5 people"),
    Row("month8", "month view, 8 clients", reading.month_of_eight, 8, unit=RATE),
    Row("hold", "picked time -> hold", booking.hold, 8),
    Row("details", "details -> booking", booking.details, 12),
    Row("post8", "POST that makes a booking, 8 clients", booking.post_of_eight, 15, unit=RATE),
    Row("complete", "complete bookings in person, 8 clients", booking.complete, 40, unit=RATE),
    Row("class500", "month of a class, 500 sessions over 20", classes.month, 2, queries=3, compared="20 sessions"),
    Row("classpast", "that month, 100,000 past bookings over none", classes.past, 1.10, queries=3, compared="none"),
    Row("full200", "200 at once for a class of 20", crowd.of_class, 3, unit=RATE, compared="plain write"),
    Row("parties200", "the same, parties of 1 to 4", crowd.of_parties, 3, unit=RATE, compared="plain write"),
    Row("fullcourse", "the same for a course of 20", crowd.of_course, 3, unit=RATE, compared="plain write"),
    Row("reminders", "10,000 texts due at once, until the last left", reminders.at_once, 60, unit=SECONDS),
    Row("sweep", "100 due of 1,000,000 ahead over 1,000", reminders.among_many, 1.25, compared="1,000"),
    Row("notice", "notice of a payment, kept and answered", notices.effect, 3, compared="plain write"),
    Row("webhook", "notice -> the customer's answer, p95", booking.webhook, 1.0, unit=SECONDS),
)
