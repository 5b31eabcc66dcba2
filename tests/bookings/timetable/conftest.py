"""A class on Mondays at six, for three weeks to come."""

from datetime import timedelta

import pytest

from bookings.actors import Actor
from bookings.models import Session
from bookings.timetable import change_rule, extend
from tests.factories import (
    BusinessFactory,
    OwnerFactory,
    ResourceFactory,
    ServiceFactory,
    WeeklyRuleFactory,
    next_monday,
)
from tests.factories.times import MADRID


@pytest.fixture
def owner(db):
    return Actor.owner(OwnerFactory())


@pytest.fixture
def anna(db):
    return ResourceFactory(name="Anna")


@pytest.fixture
def rule(anna, now):
    BusinessFactory(horizon_days=(next_monday() - now.date()).days + 20)
    rule = WeeklyRuleFactory(schedule=ServiceFactory(of_class=True, name="Yoga").schedule, people=[anna])
    extend(rule, now=now)
    return rule


@pytest.fixture
def change(rule, owner, now):
    """change(start_time=...): what the verb answers."""

    def change(*, booked="keep", **changes):
        return change_rule(rule, changes, by=owner, now=now, booked=booked)

    return change


@pytest.fixture
def dates(rule):
    """dates(): those of the class as "+0 18:00", days after next Monday, those called off left out."""

    def dates():
        starts = Session.objects.filter(kind="class", called_off_at=None).values_list("starts_at", flat=True)
        local = [start.astimezone(MADRID) for start in starts]
        return [f"{(each.date() - next_monday()).days:+} {each:%H:%M}" for each in local]

    return dates


@pytest.fixture
def on(rule):
    """on(n): the session that the rule made for the nth Monday."""

    def on(number):
        return Session.objects.get(rule=rule, rule_on=next_monday() + timedelta(weeks=number))

    return on
