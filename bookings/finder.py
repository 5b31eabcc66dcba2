"""Free starts of an appointment service: open hours minus occupied time, cut on the service's grid. Pure."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from bookings.supply import Candidate, Group, Supply
from services.hours import DAY, Hours, open_blocks
from services.intervals import Interval, cut, keep_free, keep_inside, merge
from services.models import LocationType, Service


@dataclass(slots=True)
class Found:
    """`starts`: sorted instants in seconds at which every group has somebody free.

    `by_resource`: for the first group, who is free at which of them.
    """

    starts: list[int] = field(default_factory=list)
    by_resource: dict[int, list[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the finder: [start, end) in seconds; `chosen` resource ids, empty: anyone."""

    service: Service
    start: int
    end: int
    chosen: frozenset[int] = frozenset()
    location_id: int | None = None

    @property
    def length(self) -> int:
        return self.service.duration_minutes * 60

    @property
    def before(self) -> int:
        return self.service.buffer_before_minutes * 60

    @property
    def after(self) -> int:
        return self.service.buffer_after_minutes * 60

    @property
    def grid(self) -> tuple[Any, ...]:
        """What a person's free starts depend on: questions that agree in this find the same ones."""
        return (self.start, self.end, *self.place, *self.spacing, self.before, self.after)

    @property
    def spacing(self) -> tuple[int, int]:
        """Length and step in seconds."""
        return self.length, self.service.step_minutes * 60

    @property
    def place(self) -> tuple[int | None, bool]:
        """Where it is asked for, and whether any place of the business will do."""
        anywhere = self.location_id is None and self.service.location_type == LocationType.OWNER_BUSINESS
        return self.location_id, anywhere

    def serves_at(self, location_id: int | None) -> bool:
        """Whether something tied to `location_id` (None: to no place) can serve here."""
        here, anywhere = self.place
        return anywhere or location_id in (None, here)


Grids = dict[tuple[Any, ...], list[int]]


def find(question: Question, supply: Supply, grids: Grids | None = None) -> Found:
    """Any one of each group, all groups at once, no resource twice (domain.md section 6).

    `grids`: free starts of people that were found before from the same supply, shared between services.
    """
    groups = supply.groups.get(question.service.pk, [])
    if not groups:
        return Found()
    eligible = [eligible_of(group, question) for group in groups]
    by_resource = _grids(question, eligible[0], supply, {} if grids is None else grids)
    candidates = sorted(set().union(*by_resource.values()))
    others = [
        {person.id: _fitting(candidates, question, person, supply) for person in people} for people in eligible[1:]
    ]
    for free in others:
        anybody = set().union(*free.values())
        candidates = [start for start in candidates if start in anybody]
    if others and _overlapping(eligible):
        candidates = [start for start in candidates if _distinct(start, [by_resource, *others])]
    if others:
        kept = set(candidates)
        by_resource = {id_: [start for start in own if start in kept] for id_, own in by_resource.items()}
    return Found(candidates, by_resource)


def free_at(question: Question, supply: Supply) -> set[int]:
    """Ids of everybody, in any group, who is open and free for the one start that the question names."""
    people = supply.candidates(question.service.pk).values()
    return {person.id for person in people if _fitting([question.start], question, person, supply)}


def eligible_of(group: Group, question: Question) -> list[Candidate]:
    """Those of a group who may serve: the chosen one if one of it was chosen, at the place asked for."""
    chosen = [person for person in group.candidates if person.id in question.chosen]
    return [person for person in chosen or group.candidates if question.serves_at(person.location_id)]


def _grids(question: Question, people: Sequence[Candidate], supply: Supply, known: Grids) -> dict[int, list[int]]:
    asked = question.grid
    for person in people:
        if (person.id, *asked) not in known:
            known[person.id, *asked] = _grid(question, person, supply)
    return {person.id: known[person.id, *asked] for person in people}


def _grid(question: Question, person: Candidate, supply: Supply) -> list[int]:
    """The person's free starts: those of the open hours that nothing is in the way of."""
    found: list[int] = []
    for hours in supply.hours.get(person.id, ()):
        grid = _open_grid(hours, question.start // DAY, question.end // DAY, question.spacing, *question.place)
        found = sorted({*found, *_within(grid, question)}) if found else _within(grid, question)
    return keep_free(found, supply.busy.get(person.id, ()), question.length, question.before, question.after)


def _within(grid: list[int], question: Question) -> list[int]:
    return grid[bisect_left(grid, question.start) : bisect_left(grid, question.end)]


@lru_cache(maxsize=256)
def _open_grid(
    hours: Hours, first: int, last: int, spacing: tuple[int, int], location_id: int | None, anywhere: bool
) -> list[int]:
    """Starts on those days after the epoch, and beyond, if nobody were busy; sorted. Kept, since most people of a
    business keep the same hours, and keep them from one page to the next. `spacing`: length and step."""
    blocks = open_blocks(hours, first * DAY, (last + 1) * DAY)
    here = [block for block in blocks if anywhere or block.location_id in (None, location_id)]
    return sorted({start for block in here for start in cut((block.start, block.end), *spacing, block.until)})


def _fitting(candidates: Sequence[int], question: Question, person: Candidate, supply: Supply) -> list[int]:
    busy = supply.busy.get(person.id, ())
    free = keep_free(candidates, busy, question.length, question.before, question.after)
    hours = supply.hours.get(person.id, ())
    if all(own.always_open and not own.exceptions for own in hours):
        return free
    return keep_inside(free, open_spans(question, person.id, supply), question.length)


def open_spans(question: Question, resource_id: int, supply: Supply) -> list[Interval]:
    """When the resource is open at the place asked for, around the window; clean."""
    reach = question.end + question.length
    return merge(
        (block.start, block.end)
        for hours in supply.hours.get(resource_id, ())
        for block in open_blocks(hours, question.start, reach)
        if question.serves_at(block.location_id)
    )


def _overlapping(eligible: Sequence[Sequence[Candidate]]) -> bool:
    ids = [person.id for people in eligible for person in people]
    return len(ids) != len(set(ids))


def _distinct(start: int, groups: Sequence[dict[int, list[int]]]) -> bool:
    """Whether every group can have somebody of its own at `start`."""
    return _match([{id_ for id_, own in free.items() if start in own} for free in groups], frozenset())


def _match(groups: Sequence[Collection[int]], taken: frozenset[int]) -> bool:
    if not groups:
        return True
    return any(_match(groups[1:], taken | {id_}) for id_ in groups[0] if id_ not in taken)
