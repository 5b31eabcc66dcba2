"""Changing and ending weekly rules: sessions to come follow, those with people only if the owner says so."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from django.db import transaction

from bookings.actors import Actor
from bookings.exclusivity import lock_resources
from bookings.models import Booking, Occupancy, Session
from bookings.neighbours import occupied_by, retest_around
from bookings.places import Pool, lock_pools
from bookings.retrying import retried
from bookings.timetable.affected import Changes, Compared, added, coming, compare, wanted_by
from bookings.timetable.extending import fill, lock_rule
from bookings.timetable.following import course_of
from bookings.timetable.moving import move_along
from services.models import WeeklyRule

CHANGE, DELETE = "services.change_weeklyrule", "services.delete_weeklyrule"
MOVE = "bookings.change_session"
Booked = Literal["keep", "move"]


@dataclass(frozen=True, slots=True)
class Changed:
    """`made`, `removed`: how many sessions without people; `moved`: with people; `kept`: sessions with people that
    are exceptions from now on; `left_out`: days on which somebody is taken."""

    made: int = 0
    removed: int = 0
    moved: int = 0
    kept: list[Session] = field(default_factory=list)
    left_out: list[date] = field(default_factory=list)


@retried
def change_rule(rule: WeeklyRule, changes: Changes, *, by: Actor, now: datetime, booked: Booked = "keep") -> Changed:
    """Write the changes to the rule, and let its sessions to come follow.

    Exceptions and what is called off stay as they are. `booked` says what becomes of sessions with people, as
    `affected_by` lists them: kept as exceptions, or moved too where the new rule has a day for them. Ending a rule is
    a change of `last_on`. Raises UnauthorizedOperation, TryAgain, WeeklyRule.DoesNotExist.
    """
    by.require(CHANGE)
    if booked == "move":
        by.require(MOVE)
    with transaction.atomic():
        rule = _locked(rule)
        sessions = _lock(rule, changes, now)
        wanted = wanted_by(rule, changes, now=now)
        found = compare(rule, sessions, wanted, now=now, weekdays=changes.get("weekdays"))
        adds = bool(added(rule, found, wanted, now=now))
        _write(rule, changes)
        _remove(found.free, by=by, now=now)
        kept, told = [each.session for each in found.affected], False
        if booked == "move":
            kept, told = move_along(rule, found.affected, by=by, now=now, adds=adds)
        _keep(kept)
        _stand_for(rule, found)
        extended = fill(rule, now=now, by=by, told=told)
    return Changed(extended.made, len(found.free), len(found.affected) - len(kept), kept, extended.left_out)


@retried
def delete_rule(rule: WeeklyRule, *, by: Actor, now: datetime) -> Changed:
    """Its sessions to come go, but for exceptions and those with people, which stay. The past stays as it was.

    Raises UnauthorizedOperation, TryAgain, WeeklyRule.DoesNotExist.
    """
    by.require(DELETE)
    with transaction.atomic():
        rule = _locked(rule)
        found = compare(rule, _lock(rule, {}, now), [], now=now)
        _remove(found.free, by=by, now=now)
        kept = [each.session for each in found.affected]
        _keep(kept)
        rule.delete()
    return Changed(removed=len(found.free), kept=kept)


def _locked(rule: WeeklyRule) -> WeeklyRule:
    """As it is now; the caller's own stays as it was read."""
    locked = lock_rule(rule.pk)
    if locked is None:
        raise WeeklyRule.DoesNotExist
    return locked


def _lock(rule: WeeklyRule, changes: Changes, now: datetime) -> list[Session]:
    """Everybody whom its sessions have or will have; a course; the sessions, so that nobody books meanwhile."""
    ids = set(rule.resources.values_list("pk", flat=True)) | {each.pk for each in changes.get("resources", ())}
    lock_resources(
        ids.union(Occupancy.objects.filter(session__in=coming(rule, now)).values_list("resource", flat=True))
    )
    if course_of(rule):
        lock_pools([Pool(schedule_id=rule.schedule_id)])
    return list(coming(rule, now).select_for_update(of=("self",)))


def _write(rule: WeeklyRule, changes: Changes) -> None:
    for name, value in changes.items():
        if name != "resources":
            setattr(rule, name, value)
    rule.save()
    if "resources" in changes:
        rule.resources.set(changes["resources"])


def _remove(sessions: Sequence[Session], *, by: Actor, now: datetime) -> None:
    """A session that people have canceled stays for their history, as one that is called off."""
    told_of = set(Booking.objects.filter(session__in=sessions).values_list("session_id", flat=True))
    for session in sessions:
        freed = occupied_by(session)
        if session.pk in told_of:
            session.occupancies.all().delete()
            Session.objects.filter(pk=session.pk).update(called_off_at=now, rule=None, rule_on=None)
        else:
            session.delete()
        retest_around(freed, by=by, now=now)


def _keep(sessions: Sequence[Session]) -> None:
    Session.objects.filter(pk__in=[session.pk for session in sessions]).update(edited=True)


def _stand_for(rule: WeeklyRule, found: Compared) -> None:
    """Who stays stands for the day that the rule now meets on in that week, so that it is not held twice."""
    staying = [*found.standing, *(each.session for each in found.affected)]
    taken = set(rule.sessions.values_list("rule_on", flat=True))
    for session in staying:
        day = found.days.get(session.pk)
        if day is not None and day != session.rule_on and day not in taken:
            Session.objects.filter(pk=session.pk).update(rule_on=day)
