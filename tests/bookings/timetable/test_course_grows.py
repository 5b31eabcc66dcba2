"""A course with people gets dates by its rule: they are told, and everything they have goes along."""

from datetime import time, timedelta

import pytest

from bookings.models import BookingEvent, Message
from bookings.timetable import affected_by, change_rule, extend
from tests.factories import (
    BookingFactory,
    BusinessFactory,
    HoldFactory,
    ServiceFactory,
    WeeklyRuleFactory,
    hour,
    next_monday,
)

pytestmark = pytest.mark.django_db
HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)


def at(weeks, clock="18:00"):
    return hour(clock, next_monday() + weeks * WEEK)


@pytest.fixture
def rule(now):
    """A course on Mondays at six, in the third and fourth week."""
    BusinessFactory(horizon_days=(next_monday() - now.date()).days + 34)
    first = next_monday() + 2 * WEEK
    schedule = ServiceFactory(course=True).schedule
    rule = WeeklyRuleFactory(schedule=schedule, first_on=first, last_on=first + WEEK)
    extend(rule, now=now)
    return rule


@pytest.fixture
def booking(rule):
    """A party of two."""
    service = rule.schedule.service
    return BookingFactory(standing=True, service=service, total_participants=2, starts_at=at(2), ends_at=at(3) + HOUR)


@pytest.fixture
def change(rule, booking, owner, now):
    """change(last_on=...): the booking as it is then."""

    def change(booked="keep", **changes):
        change_rule(rule, changes, by=owner, now=now, booked=booked)
        booking.refresh_from_db()
        return booking

    return change


def said():
    return [message.facts["changed"] for message in Message.objects.filter(kind="rescheduled")]


def test_with_a_date_before_it_begins_sooner_with_cutoffs_and_reminder(change, booking):
    changed = change(first_on=next_monday() + WEEK)
    assert (changed.starts_at, changed.ends_at) == (at(1), at(3) + HOUR)
    assert changed.cancel_until == changed.terms.cancel_until(at(1))
    reminder = Message.objects.get(booking=booking, kind="reminder", state="planned")
    assert at(1) - timedelta(days=2) < reminder.due_at < at(1)
    assert len(said()) == 1


def test_with_dates_after_it_ends_later_and_one_message_names_the_first_of_them(change):
    changed = change(last_on=next_monday() + 5 * WEEK)
    assert (changed.starts_at, changed.ends_at) == (at(2), at(5) + HOUR)
    (sentence,) = said()
    assert sentence.startswith("This course has 2 more dates, the first on ")


def test_moved_and_made_longer_at_once_it_is_said_once(change):
    changed = change("move", start_time=time(20), first_on=next_monday() + WEEK, last_on=next_monday() + 4 * WEEK)
    assert (changed.starts_at, changed.ends_at) == (at(1, "20:00"), at(4, "20:00") + HOUR)
    assert Message.objects.filter(kind="rescheduled").count() == 1


def test_what_is_kept_for_somebody_who_is_booking_goes_along(change, rule):
    hold = HoldFactory(service=rule.schedule.service, schedule=rule.schedule, starts_at=at(2), ends_at=at(3) + HOUR)
    change(last_on=next_monday() + 4 * WEEK)
    hold.refresh_from_db()
    assert (hold.starts_at, hold.ends_at) == (at(2), at(4) + HOUR)


def test_the_owner_is_asked_about_each_date_that_people_would_get(rule, booking, now):
    asked = affected_by(rule, {"first_on": next_monday() + WEEK, "last_on": next_monday() + 4 * WEEK}, now=now)
    assert [(each.session.starts_at, each.people, each.is_new) for each in asked] == [
        (at(1), 2, True),
        (at(4), 2, True),
    ]


def test_nobody_is_asked_where_nobody_is_booked_or_nothing_is_added(rule, now):
    longer = {"last_on": next_monday() + 4 * WEEK}
    assert affected_by(rule, longer, now=now) == []
    BookingFactory(standing=True, service=rule.schedule.service)
    assert affected_by(rule, {"last_on": rule.last_on}, now=now) == []


def test_a_course_without_end_grows_by_the_hour_and_says_nothing(rule, booking, now):
    type(rule).objects.update(last_on=None)
    extend(rule, now=now)
    booking.refresh_from_db()
    assert (booking.starts_at, booking.ends_at) == (at(2), at(4) + HOUR)
    assert said() == []
    assert BookingEvent.objects.get(booking=booking).by == "app"


def test_with_another_rule_an_owner_adds_dates_and_people_hear_of_it(rule, booking, owner, now):
    extend(WeeklyRuleFactory(schedule=rule.schedule, weekdays=[2], first_on=next_monday()), now=now, by=owner)
    booking.refresh_from_db()
    assert booking.starts_at == hour("18:00", next_monday() + timedelta(days=2))
    assert len(said()) == 1


def test_a_first_date_that_comes_by_itself_is_told_all_the_same(rule, booking, now):
    type(rule).objects.update(first_on=next_monday())
    extend(rule, now=now)
    booking.refresh_from_db()
    assert (booking.starts_at, len(said())) == (at(0), 1)
