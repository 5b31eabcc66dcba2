"""A request for a course that has begun waits for its next date, not for its first (domain.md section 6)."""

from datetime import timedelta

import pytest

from bookings.lifecycle import Details, confirm_or_decline_booking, create_booking, expire_request
from bookings.lifecycle.settling import answer_by
from bookings.models import Session
from bookings.sessions import move_session
from tests.bookings.making import SYSTEM, VISITOR
from tests.bookings.sessions.making import a_course, now, owner
from tests.factories import BusinessFactory, PolicyFactory

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def dates():
    """The first was yesterday; an owner has a year to answer."""
    BusinessFactory(answer_minutes=365 * 24 * 60)
    sessions = a_course(policy=PolicyFactory(needs_approval=True, book_after_start=True))
    Session.objects.filter(pk=sessions[0].pk).update(starts_at=now() - DAY, ends_at=now() - DAY + HOUR)
    return sessions


def ask(session):
    said = Details(first_name="Ana", email="ana@example.com")
    booking = create_booking(
        service=session.service,
        slot=None,
        schedule=session.schedule,
        details=said,
        by=VISITOR,
        now=now(),
        total_participants=1,
    )
    return confirm_or_decline_booking(booking, by=SYSTEM, now=now())


def test_it_can_be_answered_until_the_next_date(dates):
    request = ask(dates[0])
    assert (request.status, request.answer_by) == ("pending", dates[1].starts_at)
    assert not expire_request(request, now=now())
    assert expire_request(request, now=dates[1].starts_at)


def test_a_next_date_that_is_called_off_does_not_count(dates):
    Session.objects.filter(pk=dates[1].pk).update(called_off_at=now())
    assert ask(dates[0]).answer_by == dates[2].starts_at


def test_a_next_date_that_comes_sooner_is_the_limit(dates):
    request, sooner = ask(dates[0]), dates[1].starts_at - HOUR
    move_session(dates[1], start=sooner, by=owner(), now=now())
    request.refresh_from_db()
    assert request.answer_by == sooner


def test_a_change_that_moves_the_past_forward_leaves_the_limit_ahead(dates):
    """The first date, past, is held again at the end: the course begins with another past one."""
    Session.objects.filter(pk=dates[1].pk).update(starts_at=now() - HOUR, ends_at=now() + HOUR)
    request = ask(dates[0])
    move_session(dates[0], start=dates[2].starts_at + DAY, by=owner(), now=now())
    request.refresh_from_db()
    assert request.answer_by == dates[2].starts_at


def test_in_the_last_date_it_can_be_answered_until_its_end(dates):
    assert answer_by(ask(dates[0]), dates[2].starts_at + HOUR / 2) == dates[2].ends_at
