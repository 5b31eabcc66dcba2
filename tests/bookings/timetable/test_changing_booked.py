"""Where people are booked the owner is asked: leave it as it is, or move it too (journeys.md O3)."""

from datetime import time, timedelta

import pytest

from bookings.models import BookingEvent, Message, Session
from bookings.timetable import affected_by, affected_by_deleting, change_rule, delete_rule, extend
from tests.factories import (
    BookingFactory,
    HoldFactory,
    ServiceFactory,
    WeeklyRuleFactory,
    hour,
    next_monday,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked(on):
    """A party of two in the second week."""
    session = on(1)
    return BookingFactory(
        standing=True,
        service=session.service,
        session=session,
        total_participants=2,
        starts_at=session.starts_at,
    )


def asked(rule, now, **changes):
    """(days after next Monday, people, waiting, where it would go) of each."""
    return [
        (
            (each.session.rule_on - next_monday()).days,
            each.people,
            each.waiting,
            each.goes_to and each.goes_to.starts_at,
        )
        for each in affected_by(rule, changes, now=now)
    ]


def test_only_sessions_with_people_are_asked_about(rule, booked, now):
    later = hour("20:00", next_monday() + timedelta(7))

    assert asked(rule, now, start_time=time(20)) == [(7, 2, 0, later)]


def test_who_has_not_finished_is_counted_apart(rule, booked, now):
    BookingFactory(service=booked.service, session=booked.session, starts_at=booked.starts_at, total_participants=3)
    (each,) = affected_by(rule, {"start_time": time(20)}, now=now)

    assert (each.booked, each.unfinished) == (2, 3)


def test_nothing_is_asked_where_nothing_changes_for_them(rule, booked, now):
    assert asked(rule, now, last_on=next_monday() + timedelta(days=7)) == []


def test_asking_writes_nothing(rule, booked, now, dates):
    asked(rule, now, start_time=time(20))
    rule.refresh_from_db()

    assert rule.start_time == time(18)
    assert dates() == ["+0 18:00", "+7 18:00", "+14 18:00"]


def test_who_waits_and_who_is_booking_right_now_counts(rule, on, now):
    session = on(0)
    BookingFactory(status="waiting_list", service=session.service, session=session)
    HoldFactory(service=session.service, session=session, participants=3)

    assert [row[:3] for row in asked(rule, now, start_time=time(20))] == [(0, 3, 1)]


def test_who_has_canceled_does_not_count(rule, on, now):
    BookingFactory(canceled=True, service=on(0).service, session=on(0))

    assert asked(rule, now, start_time=time(20)) == []


def test_of_a_day_that_goes_it_says_which_day_comes_instead(rule, booked, now):
    assert asked(rule, now, weekdays=[2])[0][3] == hour("18:00", next_monday() + timedelta(9))
    assert asked(rule, now, last_on=next_monday())[0][3] is None


def test_left_as_it_is_it_becomes_an_exception(change, booked, dates, on):
    changed = change(start_time=time(20))

    assert dates() == ["+0 20:00", "+7 18:00", "+14 20:00"]
    assert [session.pk for session in changed.kept] == [booked.session_id]
    assert on(1).edited


def test_an_exception_of_an_earlier_edit_is_not_asked_about_again(rule, change, booked, now):
    change(start_time=time(20))

    assert asked(rule, now, start_time=time(21)) == []


def test_left_on_its_day_the_class_is_not_held_twice_that_week(change, booked, dates):
    change(weekdays=[2])

    assert dates() == ["+2 18:00", "+7 18:00", "+16 18:00"]


def test_moved_along_its_people_have_the_new_time_and_hear_of_it(change, booked, dates, on):
    changed = change(start_time=time(20), booked="move")
    booked.refresh_from_db()

    assert dates() == ["+0 20:00", "+7 20:00", "+14 20:00"]
    assert booked.starts_at == hour("20:00", next_monday() + timedelta(7))
    assert (changed.moved, changed.kept, on(1).edited) == (1, [], False)
    assert list(Message.objects.filter(kind="rescheduled").values_list("booking", flat=True)) == [booked.pk]


def test_moved_to_another_day_it_stands_for_that_day(rule, change, booked, dates, now):
    change(weekdays=[2], booked="move")

    assert dates() == ["+2 18:00", "+9 18:00", "+16 18:00"]
    assert extend(rule, now=now).made == 0


def test_where_the_new_time_is_taken_people_keep_the_old_one(change, booked, anna, dates):
    later = hour("20:00", next_monday() + timedelta(7))
    BookingFactory(confirmed=True, service=ServiceFactory(groups=[[anna]]), starts_at=later)
    changed = change(start_time=time(20), booked="move")

    assert dates() == ["+0 20:00", "+7 18:00", "+14 20:00"]
    assert [session.pk for session in changed.kept] == [booked.session_id]


def test_after_the_end_people_keep_what_they_have_booked(change, booked, dates):
    changed = change(last_on=next_monday(), booked="move")

    assert dates() == ["+0 18:00", "+7 18:00"]
    assert (changed.moved, len(changed.kept)) == (0, 1)


def test_a_deleted_rule_leaves_those_with_people_and_what_was_edited(rule, booked, owner, now, dates, on):
    Session.objects.filter(pk=on(2).pk).update(edited=True)
    assert [each.people for each in affected_by_deleting(rule, now=now)] == [2]

    changed = delete_rule(rule, by=owner, now=now)
    assert dates() == ["+7 18:00", "+14 18:00"]
    assert (changed.removed, len(changed.kept)) == (1, 1)
    assert set(Session.objects.values_list("rule", "edited")) == {(None, True)}


def test_a_course_has_its_people_on_each_date_and_they_hear_of_a_move_once(owner, now):
    course = ServiceFactory(course=True)
    rule = WeeklyRuleFactory(schedule=course.schedule, last_on=next_monday() + timedelta(weeks=3))
    extend(rule, now=now)
    end = hour("19:00", rule.last_on)
    booking = BookingFactory(standing=True, service=course, total_participants=3, starts_at=hour("18:00"), ends_at=end)
    assert [each.people for each in affected_by(rule, {"start_time": time(20)}, now=now)] == [3] * 4

    change_rule(rule, {"start_time": time(20)}, by=owner, now=now, booked="move")
    assert Message.objects.filter(kind="rescheduled", booking=booking).count() == 1
    assert BookingEvent.objects.filter(kind="rescheduled").count() == 4


def test_moved_along_it_has_the_places_of_the_rule_too(change, booked, on):
    change(capacity=20, booked="move")

    assert (on(1).capacity, on(1).edited) == (20, False)
    assert not Message.objects.filter(kind="rescheduled").exists()


def test_the_places_of_a_course_are_no_reason_to_ask(now):
    course = ServiceFactory(course=True)
    rule = WeeklyRuleFactory(schedule=course.schedule, last_on=next_monday() + timedelta(weeks=3))
    extend(rule, now=now)
    BookingFactory(standing=True, service=course)
    type(course).objects.update(default_capacity=30)

    assert affected_by(type(rule).objects.get(), {}, now=now) == []
