"""Making the sessions that a rule asks for and that are not there yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Max, Q

from bookings.actors import Actor
from bookings.exclusivity import buffered, clear_expired_holds, lock_resources
from bookings.models import Occupancy, Session, SessionKind
from bookings.retrying import retried
from bookings.sweeps import each
from bookings.timetable.following import course_of, go_on, locked_face
from bookings.timetable.missed import Missed, tell
from bookings.timetable.planning import Planned, planned
from services.models import Business, WeeklyRule

Busy = tuple[int, datetime, datetime]  # a resource, from, until


@dataclass(frozen=True, slots=True)
class Extended:
    """How many sessions were made, and the days that had to be left out."""

    made: int = 0
    left_out: list[date] = field(default_factory=list)


@retried
def extend(rule: WeeklyRule, *, now: datetime, by: Actor | None = None) -> Extended:
    """Up to the business's horizon; where somebody is taken already there is no session that day, and an alert.

    `by`: the owner who has made the rule; who is in its course hears of the dates then. Nothing for a rule that was
    deleted meanwhile. Called again it makes nothing twice. Raises TryAgain.
    """
    with transaction.atomic():
        locked = lock_rule(rule.pk)
        return fill(locked, now=now, by=by) if locked is not None else Extended()


def extend_all(now: datetime) -> int:
    """For the sweep: those that reach least far first; how many were looked at."""
    yesterday = (now - timedelta(days=1)).date()  # it may still be that day somewhere
    rules = WeeklyRule.objects.exclude(last_on__lt=yesterday).annotate(reaches=Max("sessions__rule_on"))
    return each(rules.order_by(F("reaches").asc(nulls_first=True), "pk"), lambda rule: extend(rule, now=now))


def lock_rule(pk: int) -> WeeklyRule | None:
    """Before its people and rooms: whoever changes the timetable waits here."""
    rules = WeeklyRule.objects.select_related("schedule__service", "location")
    return rules.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()


def fill(rule: WeeklyRule, *, now: datetime, by: Actor | None = None, told: bool = False) -> Extended:
    """Under the rule's lock; takes that of its people and rooms, and of its course where it gets dates, whose bookings
    follow. `told`: they were told of the change already."""
    business = Business.objects.current()
    ids = set(rule.resources.values_list("pk", flat=True))
    wanted = planned(rule, ids, now=now, business=business)
    there = set(rule.sessions.filter(rule_on__in=[plan.on for plan in wanted]).values_list("rule_on", flat=True))
    missing = [plan for plan in wanted if plan.on not in there]
    lock_resources(ids)
    fitting, missed = _sorted_out(rule, missing, _busy(rule, missing, ids, now))
    course = course_of(rule) if fitting else None
    before = locked_face(course, business) if course else None
    made = _make(rule, fitting)
    if course:
        go_on(course, made, before, by=by, now=now, business=business, told=told)
    tell(rule, missed, now=now, business=business)
    return Extended(len(fitting), [one.plan.on for one in missed])


def _busy(rule: WeeklyRule, missing: Sequence[Planned], ids: set[int], now: datetime) -> list[Busy]:
    """What stands or is held around these sessions, marked rows too; holds that ran out are tidied away."""
    if not missing or not ids:
        return []
    spans = [_span(rule, plan) for plan in missing]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    clear_expired_holds(ids, first, last, now)
    rows = Occupancy.objects.filter(resource_id__in=ids, busy_until__gt=first, busy_from__lt=last)
    rows = rows.filter(Q(hold__isnull=True) | Q(hold__expires_at__gt=now))
    return list(rows.values_list("resource_id", "busy_from", "busy_until"))


def _sorted_out(rule: WeeklyRule, missing: Sequence[Planned], busy: list[Busy]) -> tuple[list[Planned], list[Missed]]:
    """Those that can be, and those that meet something; an earlier one of the rule itself counts too."""
    fitting, missed = [], []
    for plan in missing:
        start, end = _span(rule, plan)
        taken = frozenset(who for who, since, until in busy if since < end and until > start)
        if taken:
            missed.append(Missed(plan, taken))
        else:
            fitting.append(plan)
            busy += [(who, start, end) for who in plan.resource_ids]
    return fitting, missed


def _make(rule: WeeklyRule, plans: Sequence[Planned]) -> list[Session]:
    service = rule.schedule.service
    assert service is not None  # noqa: S101 - rules are of classes and courses
    sessions = Session.objects.bulk_create(
        Session(
            kind=SessionKind(service.kind),
            schedule=rule.schedule,
            service=service,
            title=service.name,
            starts_at=plan.starts_at,
            ends_at=plan.ends_at,
            capacity=plan.capacity,
            location_id=plan.location_id,
            rule=rule,
            rule_on=plan.on,
        )
        for plan in plans
    )
    Occupancy.objects.bulk_create(
        Occupancy(resource_id=who, busy_from=start, busy_until=end, session=session)
        for session, plan in zip(sessions, plans, strict=True)
        for start, end in [_span(rule, plan)]
        for who in sorted(plan.resource_ids)
    )
    return sessions


def _span(rule: WeeklyRule, plan: Planned) -> tuple[datetime, datetime]:
    """With the service's buffers."""
    assert rule.schedule.service is not None  # noqa: S101 - rules are of classes and courses
    return buffered(rule.schedule.service, plan.starts_at, plan.ends_at)
