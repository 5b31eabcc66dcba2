"""What the slot finder works on: who can serve, when they are open, when they are busy.

Read in four queries, whatever the number of services, people and days; the past is never touched.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
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
    found: dict[int, dict[int, tuple[str, bool, list[Candidate]]]] = defaultdict(dict)
    for service_id, group_id, group_name, chooses, id_, name, kind, location_id, zone in supply_rows.groups(
        service_ids, also
    ):
        group = found[service_id].setdefault(group_id, (group_name, chooses, []))
        group[2].append(Candidate(id_, name, kind, location_id, ZoneInfo(zone) if zone else default_zone))
    return Supply(
        {
            service_id: [Group(id_, name, chooses, tuple(people)) for id_, (name, chooses, people) in groups.items()]
            for service_id, groups in found.items()
        }
    )


def load_hours(supply: Supply, start: datetime) -> None:
    """Weekly hours, and the exceptions that may still matter from `start` on."""
    people = supply.everybody
    weekly: dict[int, dict[ZoneInfo, list[WeeklyBlock]]] = defaultdict(lambda: defaultdict(list))
    for resource_id, weekday, opens, closes, location_id, own_zone in supply_rows.weekly_hours(people):
        weekly[resource_id][ZoneInfo(own_zone) if own_zone else people[resource_id].zone].append(
            WeeklyBlock(weekday, opens, closes, location_id)
        )
    exceptions = _exceptions(people, start)
    for id_, person in people.items():
        mine = weekly.get(id_) or {person.zone: []}
        always = id_ not in weekly and person.kind != ResourceKind.STAFF
        supply.hours[id_] = [
            Hours(tuple(blocks), tuple(exceptions.get(id_, ())), zone, always) for zone, blocks in mine.items()
        ]


def _exceptions(people: dict[int, Candidate], start: datetime) -> dict[int, list[DatedException]]:
    found: dict[int, list[DatedException]] = defaultdict(list)
    # Two weeks back: a long block that began before `start` may reach into it.
    first = datetime.fromtimestamp(start.timestamp() - 15 * 86_400, UTC).date()
    for resource_id, first_on, last_on, opens, closes, location_id in supply_rows.exceptions(people, first):
        blocks = ((opens, closes, location_id),) if opens is not None and closes is not None else ()
        found[resource_id].append(DatedException(first_on, last_on, blocks))
    return found


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
