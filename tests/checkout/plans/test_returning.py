"""Credits come back by the same rule as money (domain.md sections 3 and 12)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.availability import Slot
from bookings.errors import BookingPolicyViolation, PaidByPlan
from bookings.lifecycle import (
    cancel_booking,
    decline_booking,
    reschedule_booking,
    update_number_of_participants,
)
from bookings.lifecycle.cancel import cancel_terms
from checkout.errors import NotEnoughCredits, PlanDoesNotPay
from checkout.models import Redemption
from checkout.operations.returning import return_credits
from checkout.tasks import return_credits_left
from tests.checkout.plans.held import holds, paid, taken, used, yoga
from tests.factories import OwnerFactory, SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
ADA = Actor.visitor()


@pytest.fixture
def owner():
    return Actor.owner(OwnerFactory())


def cancel(booking, by=ADA, **how):
    return cancel_booking(booking, by=by, now=timezone.now(), **how)


def ends(booking):
    """(payment, credits, kept) when what hangs on it is through."""
    return_credits(booking.pk, now=timezone.now())
    booking.refresh_from_db()
    return booking.payment_status, booking.credits, booking.credits_kept


def late(rule):
    return yoga(policy={"late_cancel": rule, "cancel_cutoff_minutes": 30 * 24 * 60})


def test_before_the_cutoff_they_come_back():
    service = yoga()
    membership = holds(service)
    booking = paid(service, membership, people=2)
    terms = cancel_terms(booking, by=ADA, now=timezone.now())
    assert (terms.credits_back, terms.credits_kept) == (2, 0)
    assert ends(cancel(booking)) == ("refunded", 2, 0)
    assert (used(membership), taken()) == (0, [])


@pytest.mark.parametrize(
    ("rule", "after", "left"), [("keep_all", ("paid", 1, 1), 1), ("keep_deposit", ("refunded", 1, 0), 0)]
)
def test_after_it_the_late_rule_holds_and_a_plan_has_no_deposit(rule, after, left):
    service = late(rule)
    membership = holds(service)
    assert ends(cancel(paid(service, membership))) == after
    assert used(membership) == left


def test_where_late_cancelling_is_refused_they_stay():
    service = late("refused")
    membership = holds(service)
    with pytest.raises(BookingPolicyViolation):
        cancel(paid(service, membership))
    assert used(membership) == 1


@pytest.mark.parametrize(("with_refund", "left"), [(True, 0), (False, 1)])
def test_the_owner_says_what_becomes_of_them(owner, with_refund, left):
    service = yoga()
    membership = holds(service)
    ends(cancel(paid(service, membership), by=owner, with_refund=with_refund))
    assert used(membership) == left


def test_a_request_that_is_declined_gives_them_back(owner):
    service = yoga(policy={"needs_approval": True})
    membership = holds(service)
    booking = decline_booking(paid(service, membership), by=owner, now=timezone.now())
    assert ends(booking) == ("refunded", 1, 0)
    assert used(membership) == 0


def test_by_signal_and_again_by_sweep_it_is_once(commits):
    service = yoga()
    membership = holds(service)
    booking = paid(service, membership)
    with commits():
        cancel(booking)
    assert used(membership) == 0
    return_credits_left()
    assert (used(membership), Redemption.objects.get().returned_at is None) == (0, False)


def test_the_sweep_alone_is_enough():
    service = yoga()
    membership = holds(service)
    cancel(paid(service, membership))
    return_credits_left()
    assert used(membership) == 0


def people(booking, count, by=ADA, **how):
    return update_number_of_participants(booking, total_participants=count, by=by, now=timezone.now(), **how)


def test_who_leaves_gives_back_theirs():
    service = yoga()
    membership = holds(service)
    booking = paid(service, membership, people=3)
    assert ends(people(booking, 1)) == ("paid", 1, 0)
    assert (used(membership), taken()) == (1, [1])


def test_who_leaves_late_leaves_theirs():
    service = late("keep_all")
    membership = holds(service)
    booking = people(paid(service, membership, people=3), 1)
    assert ends(booking) == ("paid", 3, 2)
    assert ends(cancel(booking)) == ("paid", 3, 3)
    assert used(membership) == 3


@pytest.mark.parametrize("who", ["customer", "owner"])
def test_more_people_are_a_booking_of_their_own(who, owner):
    service = yoga()
    membership = holds(service)
    with pytest.raises(PaidByPlan):
        people(paid(service, membership), 2, by=ADA if who == "customer" else owner)
    assert used(membership) == 1


def move(booking, days):
    start = timezone.now() + timedelta(days=days)
    session = SessionFactory(service=booking.service, starts_at=start, ends_at=start + timedelta(hours=1))
    slot = Slot(booking.service_id, session_id=session.pk)
    return reschedule_booking(booking, slot=slot, by=ADA, now=timezone.now())


def weekly(service, **held):
    return holds(service, kind="per_cycle", cycle="week", credits=1, **held)


def test_in_the_same_pot_they_stay():
    service = yoga(policy={"reschedule_cutoff_minutes": 60})
    membership = holds(service)
    move(paid(service, membership), 20)
    assert (used(membership), taken()) == (1, [1])


def test_in_another_cycle_its_credits_pay():
    service = yoga(policy={"reschedule_cutoff_minutes": 60})
    membership = weekly(service)
    booking = paid(service, membership, days=2)
    move(booking, 9)
    assert list(membership.pots.order_by("starts_at").values_list("used", flat=True)) == [0, 1]
    assert Redemption.objects.get().pot.used == 1


@pytest.mark.parametrize(("days", "error"), [(9, NotEnoughCredits), (95, PlanDoesNotPay)])
def test_where_nothing_pays_for_the_new_date_it_stays(days, error):
    service = yoga(policy={"reschedule_cutoff_minutes": 60})
    membership = weekly(service)
    paid(service, membership, days=9)
    booking = paid(service, membership, days=2)
    before = booking.starts_at
    with pytest.raises(error):
        move(booking, days)
    booking.refresh_from_db()
    assert (booking.starts_at, used(membership)) == (before, 2)
