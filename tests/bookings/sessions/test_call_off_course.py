"""One date of a course does not take place: the course goes on, its people are told (journeys.md O9)."""

from datetime import timedelta

import pytest

from bookings.sessions import call_off_session
from tests.bookings.sessions.making import a_course, booked, now, owner
from tests.factories import PolicyFactory

pytestmark = pytest.mark.django_db


def test_everybody_keeps_the_booking_and_is_told_of_the_date():
    _first, middle, _last = a_course()
    booking = booked(middle, amount_paid=90)
    call_off_session(middle, refund=False, by=owner(), now=now(), words="Next week as usual.")
    booking.refresh_from_db()
    assert (booking.status, booking.amount_retained, booking.revision) == ("confirmed", 0, 2)
    facts = booking.messages.get().facts
    assert facts["changed"].endswith(" does not take place. The other dates of this course stay.")
    assert facts["words"] == "Next week as usual."


def test_without_its_first_date_it_begins_with_the_second():
    policy = PolicyFactory(customer_may_cancel=True, cancel_cutoff_minutes=60)
    first, second, last = a_course(policy=policy)
    booking = booked(first)
    call_off_session(first, refund=False, by=owner(), now=now())
    booking.refresh_from_db()
    assert (booking.starts_at, booking.ends_at) == (second.starts_at, last.ends_at)
    assert booking.cancel_until == second.starts_at - timedelta(hours=1)
    assert booking.messages.get(kind="reminder").for_start == second.starts_at


def test_without_any_date_the_booking_stays_as_it_was():
    [only] = a_course(dates=1)
    booking = booked(only)
    call_off_session(only, refund=False, by=owner(), now=now())
    booking.refresh_from_db()
    assert (booking.status, booking.starts_at) == ("confirmed", only.starts_at)
    assert booking.messages.get().facts["changed"].endswith("This course has no other dates.")
