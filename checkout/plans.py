"""Which credits pay for what: cycles, pots and how many are needed. Pure (domain.md section 12).

A cycle's credits pay for what takes place in that cycle, whenever it is booked. Instants are aware, spans half-open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

WEEK, MONTH = "week", "month"


class Refusal(StrEnum):
    """Why a plan that somebody has does not pay for a booking."""

    NOTHING_AHEAD = "nothing_ahead"
    NOT_YET = "not_yet"
    TOO_LATE = "too_late"
    SEVERAL_CYCLES = "several_cycles"


@dataclass(frozen=True, slots=True)
class Span:
    start: datetime
    end: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


@dataclass(frozen=True, slots=True)
class Validity:
    """Of a plan that somebody has. `cycle`: WEEK, MONTH, or "" for one pot; `zone`: the business's."""

    span: Span
    cycle: str
    zone: ZoneInfo


def credits_for(people: int, dates: int) -> int:
    """One for each person on each date."""
    return people * dates


def runs_out(start: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The end of the day, there, on which the last of `days` times 24 hours by the calendar is over."""
    return _midnight(start.astimezone(zone).date() + timedelta(days=days + 1), zone)


def cycles(validity: Validity) -> list[Span]:
    """One after the other from the first moment to the last. A new one begins with the day; one that would have less
    than half of its time before the plan ends belongs to the one before it. Without cycles: one."""
    span, zone = validity.span, validity.zone
    if not validity.cycle:
        return [span]
    first = span.start.astimezone(zone).date()
    starts, count = [span.start], 1
    while (begins := _midnight(_after(first, validity.cycle, count), zone)) < span.end:
        whole = _midnight(_after(first, validity.cycle, count + 1), zone) - begins
        if span.end - begins >= whole / 2:
            starts.append(begins)
        count += 1
    return [Span(start, end) for start, end in zip(starts, [*starts[1:], span.end], strict=True)]


def pot_for(validity: Validity, dates: Sequence[datetime], known: Sequence[Span] = ()) -> Span | Refusal:
    """Whose credits pay for something that takes place on these dates, in order; a course only as a whole. `known`:
    cycles that were begun, which stay as they are although the business has moved to another zone since."""
    if not dates:
        return Refusal.NOTHING_AHEAD
    if dates[0] < validity.span.start:
        return Refusal.NOT_YET
    if dates[-1] >= validity.span.end:
        return Refusal.TOO_LATE
    pot = next(span for span in (*known, *cycles(validity)) if dates[0] in span)
    return pot if dates[-1] in pot else Refusal.SEVERAL_CYCLES


def _after(first: date, cycle: str, count: int) -> date:
    """The first day of a cycle; a month without that day has its last one instead."""
    if cycle == WEEK:
        return first + timedelta(weeks=count)
    years, month = divmod(first.month - 1 + count, 12)
    begins = date(first.year + years, month + 1, 1)
    last = (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return begins.replace(day=min(first.day, last.day))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """In UTC. A midnight that does not exist there moves forward by the gap."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
