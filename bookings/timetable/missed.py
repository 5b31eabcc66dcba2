"""Dates on which a rule could make no session: told to the owner once each, and solved by themselves."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import ngettext

from bookings.models import Alert, AlertKind
from bookings.timetable.planning import Planned
from services.models import Business, Resource, WeeklyRule
from services.queries import zone_of
from services.wording import day_label, moment, plain

LONGEST = Alert._meta.get_field("text").max_length


@dataclass(frozen=True, slots=True)
class Missed:
    """`busy`: ids of those who are taken at that time."""

    plan: Planned
    busy: frozenset[int]


def tell(rule: WeeklyRule, missed: Sequence[Missed], *, now: datetime, business: Business) -> None:
    """One open alert for each of these dates; the rule's others are solved. Under the rule's lock.

    What an owner has marked as solved is not said again.
    """
    alerts = list(Alert.objects.filter(rule=rule, kind=AlertKind.TIMETABLE))
    days = {_day(each.plan.on) for each in missed}
    over = [alert.pk for alert in alerts if alert.solved_at is None and not _names(alert, days)]
    if over:
        Alert.objects.filter(pk__in=over).update(solved_at=now)
    said = [alert for alert in alerts if alert.solved_at is None or alert.solved_by_id]
    unsaid = [each for each in missed if not any(_names(alert, [_day(each.plan.on)]) for alert in said)]
    names = dict(Resource.objects.filter(weekly_rules=rule).values_list("pk", "name")) if unsaid else {}
    Alert.objects.bulk_create(
        Alert(kind=AlertKind.TIMETABLE, rule=rule, text=_words(rule, each, names, now, business), created_at=now)
        for each in unsaid
    )


def _names(alert: Alert, days: Collection[str]) -> bool:
    return any(day in alert.text for day in days)


def _day(day: date) -> str:
    """ "Mon 30 March": without the year, so that it is found in what was written in another year."""
    return plain(day_label(day, now=datetime.combine(day, time(0))))


def _words(rule: WeeklyRule, missed: Missed, names: dict[int, str], now: datetime, business: Business) -> str:
    busy = sorted(names[pk] for pk in missed.busy)
    sentence = ngettext(
        "%(title)s is not held on %(when)s: %(who)s is taken then.",
        "%(title)s is not held on %(when)s: %(who)s are taken then.",
        len(busy),
    )
    when = plain(moment(missed.plan.starts_at, zone_of(rule.location, business), now))
    return (sentence % {"title": rule.schedule, "when": when, "who": ", ".join(busy)})[:LONGEST]
