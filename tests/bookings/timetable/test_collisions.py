"""Where somebody is taken there is no session that day, and the owner hears it once (domain.md section 6)."""

from datetime import timedelta

import pytest

from bookings.models import Alert, Session
from bookings.timetable import extend
from services.wording import day_label
from tests.factories import (
    BookingFactory,
    BusinessFactory,
    HoldFactory,
    OccupancyFactory,
    OwnerFactory,
    ResourceFactory,
    ServiceFactory,
    WeeklyRuleFactory,
    hour,
    next_monday,
)

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)


@pytest.fixture
def anna(now):
    BusinessFactory(horizon_days=(next_monday() + 3 * WEEK - now.date()).days - 1)
    return ResourceFactory(name="Anna")


@pytest.fixture
def rule(anna):
    return WeeklyRuleFactory(schedule=ServiceFactory(of_class=True, name="Yoga").schedule, people=[anna])


def appointment(anna, clock="18:30"):
    return BookingFactory(confirmed=True, service=ServiceFactory(groups=[[anna]]), starts_at=hour(clock))


def hold(anna, now, minutes=10):
    made = HoldFactory(starts_at=hour("18:30"), expires_at=now + timedelta(minutes=minutes))
    return OccupancyFactory(session=None, hold=made, resource=anna)


def held_days():
    return list(Session.objects.filter(kind="class").values_list("rule_on", flat=True))


def test_an_appointment_keeps_its_time_and_the_class_is_not_held_that_day(rule, anna, now):
    appointment(anna)
    left_out = extend(rule, now=now).left_out

    assert left_out == [next_monday()]
    assert held_days() == [next_monday() + WEEK, next_monday() + 2 * WEEK]


def test_the_owner_is_told_which_class_when_and_who_is_taken(rule, anna, now):
    appointment(anna)
    extend(rule, now=now)

    alert = Alert.objects.get()
    day = day_label(next_monday()).replace("\u00a0", " ")
    assert alert.text == f"Yoga is not held on {day}, 18:00: Anna is taken then."
    assert (alert.kind, alert.rule, alert.solved_at) == ("timetable", rule, None)


def test_it_is_said_once_however_often_the_sweep_looks(rule, anna, now):
    appointment(anna)
    extend(rule, now=now)
    extend(rule, now=now)

    assert Alert.objects.count() == 1


def test_once_the_time_is_free_the_class_is_held_and_the_alert_solved(rule, anna, now):
    taken = appointment(anna)
    extend(rule, now=now)
    taken.session.occupancies.all().delete()
    extend(rule, now=now)

    assert held_days()[0] == next_monday()
    assert Alert.objects.get().solved_at == now


def test_what_the_owner_marked_as_solved_is_not_said_again(rule, anna, now):
    appointment(anna)
    extend(rule, now=now)
    Alert.objects.update(solved_at=now, solved_by=OwnerFactory())
    extend(rule, now=now + timedelta(hours=1))

    assert Alert.objects.filter(solved_at=None).count() == 0
    assert Alert.objects.count() == 1


def test_another_class_is_in_the_way_too(rule, anna, now):
    extend(WeeklyRuleFactory(people=[anna]), now=now)

    assert len(extend(rule, now=now).left_out) == 3
    assert Alert.objects.filter(solved_at=None).count() == 3


def test_what_only_touches_is_not_in_the_way(rule, anna, now):
    appointment(anna, "17:00")
    appointment(anna, "19:00")

    assert extend(rule, now=now).left_out == []


def test_the_buffers_count(rule, anna, now):
    service = rule.schedule.service
    service.buffer_after_minutes = 15
    service.save()
    appointment(anna, "19:00")

    assert extend(rule, now=now).left_out == [next_monday()]


@pytest.mark.parametrize(("minutes", "left_out"), [(10, 1), (-1, 0)])
def test_a_hold_is_in_the_way_while_it_lives(rule, anna, now, minutes, left_out):
    hold(anna, now, minutes)

    assert len(extend(rule, now=now).left_out) == left_out


def test_a_time_that_is_marked_double_booked_is_in_the_way(rule, anna, now):
    taken = appointment(anna)
    taken.session.occupancies.update(mark="double_booked")

    assert extend(rule, now=now).left_out == [next_monday()]


def test_sessions_of_one_rule_that_would_overlap_each_other_take_turns(anna, now):
    long = WeeklyRuleFactory(people=[anna], weekdays=[0, 1], duration_minutes=30 * 60)

    assert extend(long, now=now).left_out == [next_monday() + timedelta(days=1) + n * WEEK for n in range(3)]
