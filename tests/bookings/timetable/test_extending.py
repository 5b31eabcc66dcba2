"""Weekly rules become sessions up to the horizon, and only once (domain.md section 6)."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from bookings.models import Occupancy, Session
from bookings.tasks import extend_timetable
from bookings.timetable import extend
from tests.factories import (
    BusinessFactory,
    LocationFactory,
    ResourceFactory,
    ServiceFactory,
    WeeklyRuleFactory,
    hour,
    next_monday,
)

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)


@pytest.fixture(autouse=True)
def three_weeks(now):
    """From today to the end of the third week with a Monday."""
    return BusinessFactory(horizon_days=(next_monday() + 3 * WEEK - now.date()).days - 1)


def test_a_rule_makes_a_session_a_week_up_to_the_horizon(now):
    made = extend(WeeklyRuleFactory(), now=now)

    starts = Session.objects.values_list("starts_at", flat=True)
    assert list(starts) == [hour("18:00", next_monday() + n * WEEK) for n in range(3)]
    assert (made.made, made.left_out) == (3, [])


def test_a_session_is_as_its_rule_and_service_say(now):
    service = ServiceFactory(of_class=True, name="Yoga", default_capacity=9, duration_minutes=75)
    rule = WeeklyRuleFactory(schedule=service.schedule, location=LocationFactory())
    extend(rule, now=now)

    session = Session.objects.first()
    assert (session.title, session.kind, session.capacity) == ("Yoga", "class", 9)
    assert (session.schedule, session.service, session.location) == (service.schedule, service, rule.location)
    assert session.ends_at - session.starts_at == timedelta(minutes=75)
    assert (session.rule, session.rule_on, session.edited) == (rule, next_monday(), False)


def test_a_rule_goes_before_its_service(now):
    rule = WeeklyRuleFactory(duration_minutes=30, capacity=4)
    extend(rule, now=now)

    session = Session.objects.first()
    assert (session.ends_at - session.starts_at, session.capacity) == (timedelta(minutes=30), 4)


def test_people_and_rooms_are_busy_with_the_buffers_around(now):
    service = ServiceFactory(of_class=True, buffer_before_minutes=10, buffer_after_minutes=15)
    anna, room = ResourceFactory(), ResourceFactory(room=True)
    extend(WeeklyRuleFactory(schedule=service.schedule, people=[anna, room]), now=now)

    rows = Occupancy.objects.filter(session__starts_at=hour("18:00")).order_by("resource_id")
    assert [(row.resource, row.busy_from, row.busy_until, row.mark) for row in rows] == [
        (anna, hour("17:50"), hour("19:15"), ""),
        (room, hour("17:50"), hour("19:15"), ""),
    ]


def test_asked_again_it_makes_nothing(now):
    rule = WeeklyRuleFactory(people=[ResourceFactory()])
    extend(rule, now=now)

    assert extend(rule, now=now).made == 0
    assert Session.objects.count() == 3


def test_a_week_later_it_makes_one_more(now):
    rule = WeeklyRuleFactory()
    extend(rule, now=now)

    assert extend(rule, now=now + WEEK).made == 1


def test_it_holds_from_the_first_day_to_the_last(now):
    first = next_monday() + WEEK
    extend(WeeklyRuleFactory(weekdays=[0, 2], first_on=first, last_on=first + timedelta(days=2)), now=now)

    assert [session.rule_on for session in Session.objects.all()] == [first, first + timedelta(days=2)]


def test_what_has_begun_is_not_made(now):
    rule = WeeklyRuleFactory(start_time=time(18))
    extend(rule, now=hour("18:00"))

    assert Session.objects.first().starts_at == hour("18:00", next_monday() + WEEK)


def test_a_session_that_was_called_off_is_not_made_again(now):
    rule = WeeklyRuleFactory()
    extend(rule, now=now)
    Session.objects.filter(rule_on=next_monday()).update(called_off_at=now)

    assert extend(rule, now=now).made == 0


def test_a_course_that_ends_has_all_its_dates_at_once(now):
    rule = WeeklyRuleFactory(schedule=ServiceFactory(course=True).schedule, last_on=next_monday() + 11 * WEEK)

    assert extend(rule, now=now).made == 12


def test_the_sweep_extends_every_rule_and_passes_over_those_that_are_over():
    WeeklyRuleFactory.create_batch(2)
    WeeklyRuleFactory(first_on=next_monday() - 5 * WEEK, last_on=next_monday() - 3 * WEEK)
    extend_timetable()

    assert Session.objects.count() == 6


def test_a_rule_that_was_deleted_meanwhile_makes_nothing():
    rule = WeeklyRuleFactory()
    type(rule).objects.get().delete()

    assert extend(rule, now=timezone.now()).made == 0
