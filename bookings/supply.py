"""What the slot finder works on: who can serve, when they are open, when they are busy.

Read in three queries, whatever the number of services, people and days; the past is never touched.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bookings import supply_rows
from services.hours import DatedException, Hours, WeeklyBlock
from services.intervals import Interval, merge
from services.models import ResourceKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A resource that may fill a group. `location_id` None: it can be anywhere."""

    id: int
    name: str
    kind: str
    location_id: int | None
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Group:
    """Any one of `candidates`, sorted by name. The first group of a service gives the grid of starts."""

    id: int
    name: str
    customer_chooses: bool
    candidates: tuple[Candidate, ...]


@dataclass(slots=True)
class Supply:
    """`busy` holds clean (start, end) seconds by resource id, buffers included."""

    groups: dict[int, list[Group]]
    hours: dict[int, list[Hours]] = field(default_factory=dict)
    busy: dict[int, list[Interval]] = field(default_factory=lambda: defaultdict(list))

    def candidates(self, service_id: int) -> dict[int, Candidate]:
        return {person.id: person for group in self.groups.get(service_id, []) for person in group.candidates}

    @property
    def everybody(self) -> dict[int, Candidate]:
        return {id_: person for service in self.groups for id_, person in self.candidates(service).items()}


def load_groups(service_ids: Iterable[int], default_zone: ZoneInfo, also: Iterable[int] = ()) -> Supply:
    """Who may serve; `also`: people a booking has already, who stay its people when they take no new ones."""
    members: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for service_id, *member in supply_rows.groups(service_ids, also):
        members[service_id].append(member)
    return supply_of(members, default_zone)


def supply_of(members: Mapping[int, Sequence[Sequence[Any]]], default_zone: ZoneInfo) -> Supply:
    """By service id, those who may serve (rows of services.rows.MEMBERS); a service that nobody serves has none."""
    return Supply({id_: groups_of(rows, default_zone) for id_, rows in members.items() if rows})


def groups_of(members: Sequence[Sequence[Any]], default_zone: ZoneInfo) -> list[Group]:
    found: dict[int, tuple[str, bool, list[Candidate]]] = {}
    for group_id, group_name, chooses, id_, name, kind, location_id, zone in members:
        group = found.setdefault(group_id, (group_name, chooses, []))
        group[2].append(Candidate(id_, name, kind, location_id, ZoneInfo(zone) if zone else default_zone))
    return [Group(id_, name, chooses, tuple(people)) for id_, (name, chooses, people) in found.items()]


def load_hours(supply: Supply, start: datetime) -> None:
    """Weekly hours, and the exceptions that may still matter from `start` on."""
    people = supply.everybody
    weekly: dict[int, dict[ZoneInfo, list[WeeklyBlock]]] = defaultdict(lambda: defaultdict(list))
    exceptions: dict[int, list[DatedException]] = defaultdict(list)
    # Two weeks back: a long block that began before `start` may reach into it.
    first = datetime.fromtimestamp(start.timestamp() - 15 * 86_400, UTC).date()
    for id_, weekday, first_on, last_on, opens, closes, location_id, own_zone in supply_rows.hours(people, first):
        if weekday is None:
            blocks = ((opens, closes, location_id),) if opens is not None else ()
            exceptions[id_].append(DatedException(first_on, last_on, blocks))
        else:
            zone = ZoneInfo(own_zone) if own_zone else people[id_].zone
            weekly[id_][zone].append(WeeklyBlock(weekday, opens, closes, location_id))
    for id_, person in people.items():
        mine = weekly.get(id_) or {person.zone: []}
        always = id_ not in weekly and person.kind != ResourceKind.STAFF
        supply.hours[id_] = [
            Hours(tuple(blocks), tuple(exceptions.get(id_, ())), zone, always) for zone, blocks in mine.items()
        ]


def load_busy(
    supply: Supply,
    start: datetime,
    end: datetime,
    now: datetime,
    *,
    hold_id: int | None = None,
    session_id: int | None = None,
    visitor: str = "",
) -> None:
    """What occupies [start, end), marked rows too; holds that ran out and the caller's own rows left out.

    `visitor`: what this customer is holding without a booking yet is free for this customer.
    """
    supply.busy.clear()
    supply.busy |= {
        resource_id: merge(times)
        for resource_id, times in supply_rows.busy(supply.everybody, start, end, now, hold_id, session_id, visitor)
    }
