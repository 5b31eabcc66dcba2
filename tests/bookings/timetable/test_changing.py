"""A rule edit changes what is to come and has nobody; exceptions stay (journeys.md O3)."""

from datetime import time, timedelta

import pytest

from bookings.actors import Actor
from bookings.errors import UnauthorizedOperation
from bookings.models import Alert, Occupancy, Session
from bookings.timetable import change_rule, extend
from tests.factories import (
    BookingFactory,
    LocationFactory,
    ResourceFactory,
    ServiceFactory,
    UserFactory,
    hour,
    next_monday,
)

pytestmark = pytest.mark.django_db


def test_another_time_is_the_time_of_all_that_is_to_come(change, dates):
    changed = change(start_time=time(19, 30))

    assert dates() == ["+0 19:30", "+7 19:30", "+14 19:30"]
    assert (changed.removed, changed.made, changed.moved, changed.kept) == (3, 3, 0, [])


def test_the_same_again_changes_nothing(rule, change):
    before = list(Session.objects.values_list("pk", flat=True))
    changed = change(start_time=rule.start_time, weekdays=[0])

    assert list(Session.objects.values_list("pk", flat=True)) == before
    assert (changed.removed, changed.made) == (0, 0)


def test_what_has_been_stays_as_it_was(rule, owner, on):
    first = on(0)
    change_rule(rule, {"start_time": time(9)}, by=owner, now=hour("18:30"))

    assert Session.objects.get(pk=first.pk).starts_at == hour("18:00")


def test_days_come_and_go(change, dates):
    change(weekdays=[0, 3])
    assert dates() == ["+0 18:00", "+3 18:00", "+7 18:00", "+10 18:00", "+14 18:00", "+17 18:00"]

    change(weekdays=[3])
    assert dates() == ["+3 18:00", "+10 18:00", "+17 18:00"]


def test_after_the_last_day_there_is_no_session(change, dates):
    change(last_on=next_monday() + timedelta(days=7))

    assert dates() == ["+0 18:00", "+7 18:00"]


def test_other_people_are_busy_and_those_before_are_free(change):
    ben, room = ResourceFactory(), ResourceFactory(room=True)
    change(resources=[ben, room])

    assert set(Occupancy.objects.values_list("resource", flat=True)) == {ben.pk, room.pk}
    assert Occupancy.objects.count() == 6


def test_length_places_and_location_follow_too(change, on):
    there = LocationFactory()
    change(duration_minutes=90, capacity=5, location=there)

    session = on(1)
    assert (session.ends_at - session.starts_at, session.capacity) == (timedelta(minutes=90), 5)
    assert session.location == there


def test_what_was_edited_by_hand_stays_for_ever(change, dates, on):
    start = hour("17:00", next_monday() + timedelta(8))
    Session.objects.filter(pk=on(1).pk).update(edited=True, starts_at=start, ends_at=start + timedelta(hours=1))
    change(start_time=time(20))

    assert dates() == ["+0 20:00", "+8 17:00", "+14 20:00"]


def test_an_exception_stands_for_the_day_that_came_in_place_of_its_own(change, dates, on):
    Session.objects.filter(pk=on(1).pk).update(edited=True)
    change(weekdays=[2])

    assert dates() == ["+2 18:00", "+7 18:00", "+16 18:00"]


def test_what_is_called_off_is_not_held_on_the_new_day_either(change, dates, on, now):
    Session.objects.filter(pk=on(1).pk).update(called_off_at=now)
    change(weekdays=[2])

    assert dates() == ["+2 18:00", "+16 18:00"]


def test_where_the_new_time_is_taken_there_is_no_session_that_day(change, dates, anna):
    BookingFactory(confirmed=True, service=ServiceFactory(groups=[[anna]]), starts_at=hour("20:00"))
    changed = change(start_time=time(20))

    assert dates() == ["+7 20:00", "+14 20:00"]
    assert changed.left_out == [next_monday()]
    assert Alert.objects.filter(kind="timetable", solved_at=None).count() == 1


def test_an_alert_of_a_day_that_the_rule_left_is_solved(change, anna):
    BookingFactory(confirmed=True, service=ServiceFactory(groups=[[anna]]), starts_at=hour("20:00"))
    change(start_time=time(20))
    change(start_time=time(18))

    assert not Alert.objects.filter(kind="timetable", solved_at=None).exists()


def test_who_was_double_booked_with_a_class_is_not_any_more(change, anna):
    met = BookingFactory(
        confirmed=True,
        double_booked=True,
        service=ServiceFactory(groups=[[anna]]),
        starts_at=hour("18:00"),
        occupies__mark="double_booked",
        occupies=[anna],
    )
    change(start_time=time(20))
    met.refresh_from_db()

    assert (met.double_booked, met.session.occupancies.get().mark) == (False, "")


def test_a_session_that_somebody_canceled_stays_for_their_history(change, dates, on):
    gone = BookingFactory(canceled=True, service=on(0).service, session=on(0))
    change(start_time=time(20))
    gone.refresh_from_db()

    assert gone.session.called_off_at is not None
    assert not gone.session.occupancies.exists()
    assert dates() == ["+0 20:00", "+7 20:00", "+14 20:00"]


def test_the_rule_is_written_and_the_sweep_goes_on_with_it(rule, change, now, dates):
    ben = ResourceFactory()
    change(weekdays=[1], start_time=time(7), resources=[ben])
    rule = type(rule).objects.get()

    assert (rule.weekdays, rule.start_time, list(rule.resources.all())) == ([1], time(7), [ben])
    assert extend(rule, now=now + timedelta(weeks=1)).made == 1


@pytest.mark.parametrize("by", [Actor.visitor(), None])
def test_only_who_may_change_timetables_changes_them(rule, by, now, dates):
    actor = by or Actor.owner(UserFactory(staff=True))
    with pytest.raises(UnauthorizedOperation):
        change_rule(rule, {"start_time": time(9)}, by=actor, now=now)

    assert dates() == ["+0 18:00", "+7 18:00", "+14 18:00"]
