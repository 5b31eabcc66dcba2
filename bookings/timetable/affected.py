"""What a change of a weekly rule means for each of its sessions to come (journeys.md O3)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum

from bookings.models import Booking, Hold, Occupancy, Session, SessionKind
from bookings.states import FINAL, Status
from bookings.timetable.following import course_of
from bookings.timetable.planning import Planned, planned
from services.models import Business, WeeklyRule

Changes = Mapping[str, Any]  # fields of WeeklyRule with their new values; `resources` as rows of Resource
_LIVE = ~Q(status__in=[*FINAL, Status.WAITING_LIST])
_BEGUN = Q(status=Status.CREATED)


@dataclass(frozen=True, slots=True)
class Affected:
    """A session with people. `people`: booked, or booking at this moment, who are `unfinished`; `waiting`: on its
    waitlist. `goes_to`: what the rule would make of it; None where the rule does not meet then any more, so that it
    stays as it is. `is_new`: the session is not there yet (it is no row): a date that a course with people would get.
    """

    session: Session
    people: int
    waiting: int
    goes_to: Planned | None
    is_new: bool = False
    unfinished: int = 0

    @property
    def booked(self) -> int:
        return self.people - self.unfinished


@dataclass(frozen=True, slots=True)
class Compared:
    """Sessions to come: `free` ones differ from the rule and have nobody; `affected` ones have people; `standing`
    are as the rule wants them, or exceptions. `days`: the day of the new rule that each one stands for."""

    free: list[Session]
    affected: list[Affected]
    standing: list[Session]
    days: dict[int, date]


def affected_by(rule: WeeklyRule, changes: Changes, *, now: datetime) -> list[Affected]:
    """The sessions with people that the change would reach, and those that it would add to a course with people, in
    order; what the owner is asked about."""
    sessions, wanted = list(coming(rule, now)), wanted_by(rule, changes, now=now)
    found = compare(rule, sessions, wanted, now=now, weekdays=changes.get("weekdays"))
    return sorted(found.affected + added(rule, found, wanted, now=now), key=lambda each: each.session.starts_at)


def added(rule: WeeklyRule, found: Compared, wanted: Iterable[Planned], *, now: datetime) -> list[Affected]:
    """Dates that a course with people gets by the change; they come whatever is said. Before the rule is written: what
    it wants already and could not have is none of them."""
    course = course_of(rule)
    people = _people_of_course(rule, now) if course else 0
    if not people:
        return []
    unfinished = _people_of_course(rule, now, _BEGUN)
    there = {*found.days.values(), *(plan.on for plan in wanted_by(rule, {}, now=now))}
    return [
        Affected(
            Session(service=course, starts_at=plan.starts_at, ends_at=plan.ends_at), people, 0, plan, True, unfinished
        )
        for plan in wanted
        if plan.on not in there
    ]


def affected_by_deleting(rule: WeeklyRule, *, now: datetime) -> list[Affected]:
    """They would stay, as exceptions."""
    return compare(rule, list(coming(rule, now)), [], now=now).affected


def coming(rule: WeeklyRule, now: datetime) -> QuerySet[Session]:
    """The sessions of the rule that have not begun, exceptions and those that are called off too."""
    return Session.objects.filter(rule=rule, starts_at__gt=now).order_by("pk")


def wanted_by(rule: WeeklyRule, changes: Changes, *, now: datetime) -> list[Planned]:
    """What the rule would plan with these changes; it is not written."""
    changed = copy(rule)
    for name, value in changes.items():
        if name != "resources":
            setattr(changed, name, value)
    resources = changes["resources"] if "resources" in changes else rule.resources.all()
    return planned(changed, [each.pk for each in resources], now=now, business=Business.objects.current())


def compare(
    rule: WeeklyRule,
    sessions: Sequence[Session],
    wanted: Iterable[Planned],
    *,
    now: datetime,
    weekdays: Collection[int] | None = None,
) -> Compared:
    """`weekdays`: the new ones; a day that went is the day that came in its place, in the same week."""
    plans = {plan.on: plan for plan in wanted}
    shifts = _shifts(rule.weekdays, rule.weekdays if weekdays is None else weekdays)
    who, people, waiting = _occupied(sessions), _people(rule, sessions, now), _waiting(sessions)
    unfinished = _people(rule, sessions, now, _BEGUN)
    found = Compared([], [], [], {})
    for session in sorted(sessions, key=lambda each: (each.starts_at, each.pk)):
        day = _day_for(session, shifts)
        plan = plans.get(day) if day else None
        if day is not None and plan is not None:
            found.days[session.pk] = day
        is_same = plan is not None and _as_it_is(session, plan, who[session.pk])
        if session.edited or session.called_off_at or is_same:
            found.standing.append(session)
        elif people[session.pk] or waiting[session.pk]:
            counts = people[session.pk], waiting[session.pk], plan
            found.affected.append(Affected(session, *counts, unfinished=unfinished[session.pk]))
        else:
            found.free.append(session)
    return found


def _shifts(old: Collection[int], new: Collection[int]) -> dict[int, int]:
    """Weekday -> how many days later the rule meets instead; weekdays that are in both stay."""
    went, came = sorted(set(old) - set(new)), sorted(set(new) - set(old))
    return {day: other - day for day, other in zip(went, came, strict=False)}


def _day_for(session: Session, shifts: dict[int, int]) -> date | None:
    if session.rule_on is None:
        return None
    return session.rule_on + timedelta(days=shifts.get(session.rule_on.weekday(), 0))


def _as_it_is(session: Session, plan: Planned, who: set[int]) -> bool:
    """A course has its places as a whole, not on each date."""
    if session.kind == SessionKind.CLASS and session.capacity != plan.capacity:
        return False
    time_and_place = (session.starts_at, session.ends_at, session.location_id)
    return time_and_place == (plan.starts_at, plan.ends_at, plan.location_id) and who == plan.resource_ids


def _occupied(sessions: Sequence[Session]) -> defaultdict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    rows = Occupancy.objects.filter(session__in=sessions)
    for session_id, resource_id in rows.values_list("session_id", "resource_id"):
        found[session_id].add(resource_id)
    return found


def _people(rule: WeeklyRule, sessions: Sequence[Session], now: datetime, which: Q = _LIVE) -> defaultdict[int, int]:
    """Session -> people of bookings that have not ended, and of those who are booking; a course's are in each."""
    found: defaultdict[int, int] = defaultdict(int)
    if course_of(rule):
        people = _people_of_course(rule, now, which)
        return found | {session.pk: people for session in sessions}
    for rows, column in (
        (Booking.objects.filter(which, session__in=sessions), "total_participants"),
        (_held(now).filter(session__in=sessions), "participants"),
    ):
        for session_id, count in rows.order_by().values_list("session_id").annotate(n=Sum(column)):
            found[session_id] += count
    return found


def _people_of_course(rule: WeeklyRule, now: datetime, which: Q = _LIVE) -> int:
    booked = Booking.objects.filter(which, schedule=rule.schedule_id).aggregate(n=Sum("total_participants"))["n"]
    holding = _held(now).filter(schedule=rule.schedule_id).aggregate(n=Sum("participants"))["n"]
    return (booked or 0) + (holding or 0)


def _held(now: datetime) -> QuerySet[Hold]:
    return Hold.objects.filter(booking=None, expires_at__gt=now)


def _waiting(sessions: Sequence[Session]) -> defaultdict[int, int]:
    rows = Booking.objects.filter(session__in=sessions, status=Status.WAITING_LIST)
    counts = rows.order_by().values_list("session_id").annotate(n=Sum("total_participants"))
    return defaultdict(int, dict(counts))
