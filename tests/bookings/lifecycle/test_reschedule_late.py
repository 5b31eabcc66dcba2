"""reschedule_booking after the cutoff for canceling: a customer's move makes no late canceling free (domain.md 3)."""

from datetime import timedelta

import pytest

from bookings.actors import Actor
from bookings.lifecycle import cancel_terms
from bookings.states import FlowFlag
from tests.bookings.lifecycle import parties, times
from tests.bookings.making import VISITOR
from tests.factories import OwnerFactory, hour

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
DAY, WEEK, TEN = timedelta(days=1), timedelta(weeks=1), hour("10:00")
LATE = {"cancel_cutoff_minutes": 24 * 60, "late_cancel": "keep_all"}


def appointment(**fields):
    """For next Monday at ten, all paid; free of charge until Sunday at ten."""
    return times.movable(times.visit(policy=LATE), amount_paid=40, **fields)


def kept(booking, now):
    return cancel_terms(booking, by=VISITOR, now=now).kept


@pytest.mark.parametrize("by", [VISITOR, Actor.member()])
def test_who_moves_after_it_cancels_late_from_then_on(by):
    booking = appointment()
    late = TEN - DAY + timedelta(seconds=1)
    once = times.move(booking, TEN + WEEK, by=by, now=late)
    twice = times.move(once, TEN + 2 * WEEK, by=by, now=late)
    assert [each.cancel_until for each in (once, twice)] == [TEN - DAY] * 2
    assert (kept(booking, late), kept(once, late), kept(twice, late)) == (40, 40, 40)
    assert twice.reschedule_until == TEN + 2 * WEEK - timedelta(hours=1)


def test_who_moves_up_to_it_has_the_new_times_cutoff():
    booking = times.move(appointment(), TEN + WEEK, now=TEN - DAY)
    assert (booking.cancel_until, kept(booking, TEN)) == (TEN + WEEK - DAY, 0)


def test_whom_the_owner_moves_has_the_new_times_cutoff():
    by = Actor.owner(OwnerFactory())
    assert times.move(appointment(), TEN + WEEK, by=by, now=TEN - timedelta(hours=2)).cancel_until == TEN + WEEK - DAY


def test_so_has_whose_cutoff_the_owner_has_waived():
    booking = appointment(flow_control=[FlowFlag.IGNORE_CANCELLATION_POLICY])
    assert times.move(booking, TEN + WEEK, now=TEN - timedelta(hours=2)).cancel_until == TEN + WEEK - DAY


def test_where_customers_may_not_cancel_there_is_no_cutoff():
    booking = times.movable(times.visit(policy=LATE | {"customer_may_cancel": False}))
    assert times.move(booking, TEN + WEEK, now=TEN - timedelta(hours=2)).cancel_until is None


def test_another_date_of_a_class_is_no_way_out_either():
    old, new = parties.dates(**LATE)
    booking, late = parties.movable(old, amount_paid=80), old.starts_at - timedelta(hours=2)
    booking = parties.move(booking, new, now=late)
    assert (booking.cancel_until, kept(booking, late)) == (old.starts_at - DAY, 80)
