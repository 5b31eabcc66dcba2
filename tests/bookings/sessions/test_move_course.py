"""move_session: one date of a course moves; its bookings keep the time of the whole (domain.md section 3)."""

from datetime import timedelta

import pytest

from bookings.sessions import move_session
from tests.bookings.sessions.making import a_course, booked, now, owner
from tests.factories import PolicyFactory, hour, next_monday

pytestmark = pytest.mark.django_db
LATER = next_monday() + timedelta(days=10)


def test_a_date_in_the_middle_changes_no_booking_but_is_told():
    _first, middle, _last = a_course()
    booking = booked(middle)
    was = (booking.starts_at, booking.ends_at)
    move_session(middle, start=middle.starts_at + timedelta(hours=2), by=owner(), now=now())
    booking.refresh_from_db()
    assert ((booking.starts_at, booking.ends_at), booking.revision) == (was, 2)
    facts = booking.messages.get().facts
    assert (facts["changed"].startswith("The date of "), "previous_start" in facts) == (True, False)


def test_the_first_date_is_the_bookings_start_and_cutoff():
    policy = PolicyFactory(customer_may_cancel=True, cancel_cutoff_minutes=60)
    first, *_others = a_course(policy=policy)
    booking = booked(first)
    move_session(first, start=hour("08:00"), by=owner(), now=now())
    booking.refresh_from_db()
    assert (booking.starts_at, booking.cancel_until) == (hour("08:00"), hour("07:00"))
    assert booking.messages.get(kind="reminder").for_start == hour("08:00")


def test_a_first_date_that_goes_to_the_end_leaves_the_start_to_the_second():
    first, second, _last = a_course()
    booking = booked(first)
    move_session(first, start=hour("10:00", LATER), by=owner(), now=now())
    booking.refresh_from_db()
    assert (booking.starts_at, booking.ends_at) == (second.starts_at, hour("11:00", LATER))


def test_the_last_date_is_the_bookings_end_and_leaves_the_reminder():
    *_others, last = a_course()
    booking = booked(last)
    move_session(last, start=hour("10:00", LATER), by=owner(), now=now())
    booking.refresh_from_db()
    assert booking.ends_at == hour("11:00", LATER)
    assert not booking.messages.filter(kind="reminder").exists()
