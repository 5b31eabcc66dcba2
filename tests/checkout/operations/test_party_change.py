"""The money of a booking whose people change: what goes back, what is taken, to the cent (domain.md section 12)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.balance import due
from bookings.going_back import GoingBack, going_back
from bookings.lifecycle import (
    cancel_booking,
    confirm_booking,
    decline_booking,
    record_payment,
    update_number_of_participants,
)
from bookings.models import Booking
from checkout.audit import audit
from checkout.models import Payment, Refund, Retained, SandboxPayment
from checkout.tasks import settle_payments
from tests.checkout.operations.parties import paying
from tests.checkout.operations.steps import VISITOR

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()
NOBODY = "http://nobody.invalid"


@pytest.fixture
def arrive(sandbox_online, commits):
    """arrive(people, ...): the booking whose customer has just paid."""

    def paid(people=2, **how) -> Booking:
        booking, payment = paying(people, **how)
        sandbox_online.choose(payment, "pay")
        with commits():
            sandbox_online.deliver()
        booking.refresh_from_db()
        return booking

    return paid


@pytest.fixture
def change(commits):
    def to(booking, people, *, by=VISITOR, now=None, **how):
        with commits():
            update_number_of_participants(booking, total_participants=people, by=by, now=now or timezone.now(), **how)
        booking.refresh_from_db()
        return booking

    return to


def amounts(booking):
    return booking.amount_paid, booking.amount_refunded, booking.amount_retained


def reasons(rows):
    return list(rows.values_list("amount", "reason"))


def test_what_was_paid_for_who_leaves_goes_back(arrive, change):
    booking = change(arrive(), 1)
    assert (booking.status, amounts(booking), booking.payment_status) == ("confirmed", (80, 40, 0), "paid")
    assert (reasons(Refund.objects), Payment.objects.get().state) == ([(40, "FEWER_PEOPLE")], "partly_refunded")
    assert audit(timezone.now()) == []


def test_settling_again_gives_nothing_back_twice(arrive, change, commits):
    change(arrive(), 1)
    with commits():
        settle_payments()
    assert reasons(Refund.objects) == [(40, "FEWER_PEOPLE")]


def test_each_change_gives_back_its_own(arrive, change):
    booking = change(change(arrive(3), 2), 1)
    assert (reasons(Refund.objects.order_by("pk")), amounts(booking)) == ([(40, "FEWER_PEOPLE")] * 2, (120, 80, 0))
    assert audit(timezone.now()) == []


def test_what_a_crash_left_is_picked_up_by_the_sweep(arrive, commits):
    booking = arrive()
    update_number_of_participants(booking, total_participants=1, by=VISITOR, now=timezone.now())
    assert (Refund.objects.count(), audit(timezone.now())) == (0, [])
    with commits():
        settle_payments()
    booking.refresh_from_db()
    assert amounts(booking) == (80, 40, 0)


def test_while_a_refund_waits_the_next_change_asks_only_for_its_own(arrive, change, commits, settings):
    booking = arrive(3)
    reachable, settings.SANDBOX_URL = settings.SANDBOX_URL, NOBODY
    change(change(booking, 2), 1)
    settings.SANDBOX_URL = reachable
    Refund.objects.update(retry_at=timezone.now())
    with commits():
        settle_payments()
    booking.refresh_from_db()
    assert (reasons(Refund.objects.order_by("pk")), amounts(booking)) == ([(40, "FEWER_PEOPLE")] * 2, (120, 80, 0))


def test_a_refused_refund_does_not_stop_the_next(arrive, change, commits):
    booking = arrive(3)
    SandboxPayment.objects.update(state="failed")
    change(booking, 2)
    SandboxPayment.objects.update(state="captured")
    change(booking, 1)
    with commits():
        settle_payments()
    states = list(Refund.objects.order_by("pk").values_list("amount", "state"))
    assert states == [(40, "failed"), (40, "done")]


@pytest.mark.parametrize(("late_rule", "kept"), [("keep_deposit", 10), ("keep_all", 40)])
def test_late_a_part_is_kept_with_its_reason(arrive, change, late_rule, kept):
    booking = arrive(late_cancel=late_rule)
    booking = change(booking, 1, now=booking.starts_at - timedelta(minutes=30))
    assert amounts(booking) == (80, 40 - kept, kept)
    assert reasons(Retained.objects) == [(kept, "FEWER_PEOPLE")]
    assert audit(timezone.now()) == []


def test_who_cancels_afterwards_gets_back_what_was_left(arrive, change, commits):
    booking = arrive(late_cancel="keep_deposit")
    late = booking.starts_at - timedelta(minutes=30)
    change(booking, 1, now=late)
    with commits():
        cancel_booking(booking, by=VISITOR, now=late)
    booking.refresh_from_db()
    assert (amounts(booking), reasons(Retained.objects)) == ((80, 60, 20), [(20, "CANCELED_BY_CUSTOMER")])
    assert audit(timezone.now()) == []


def test_more_people_owe_the_difference_and_nothing_moves(arrive, change):
    booking = change(arrive(), 3)
    assert (due(booking), booking.payment_status, Refund.objects.count()) == (40, "partially_paid", 0)
    assert audit(timezone.now()) == []


def test_a_deposit_counts_for_who_stays(arrive, change):
    booking = change(arrive(due_now=Decimal(20)), 1)
    assert (amounts(booking), due(booking), booking.deposit, Refund.objects.count()) == ((20, 0, 0), 20, 10, 0)


def test_what_was_paid_at_the_visit_is_given_back_by_hand(arrive, change):
    booking = arrive(due_now=Decimal(20))
    record_payment(booking, by=SYSTEM, now=timezone.now(), status="paid")
    booking = change(booking, 1)
    assert (reasons(Refund.objects), amounts(booking)) == ([(20, "FEWER_PEOPLE")], (80, 20, 0))
    assert going_back(booking) == GoingBack(by_hand=Decimal(20))
    settle_payments()
    assert (Refund.objects.count(), audit(timezone.now())) == (1, [])


def test_of_what_is_reserved_only_the_smaller_price_is_taken(arrive, change, commits):
    request = change(arrive(needs_approval=True), 1)
    assert (request.amount_authorised, Refund.objects.count()) == (80, 0)
    with commits():
        confirm_booking(request, by=SYSTEM, now=timezone.now())
    request.refresh_from_db()
    assert (amounts(request), request.payment_status) == ((40, 0, 0), "paid")
    assert (Payment.objects.get().amount_captured, audit(timezone.now())) == (40, [])
    with commits():
        cancel_booking(request, by=VISITOR, now=timezone.now())
    request.refresh_from_db()
    assert (amounts(request), audit(timezone.now())) == ((40, 40, 0), [])


def test_no_more_than_was_reserved_is_taken(arrive, change, commits):
    request = change(arrive(needs_approval=True), 3)
    with commits():
        confirm_booking(request, by=SYSTEM, now=timezone.now())
    request.refresh_from_db()
    assert (amounts(request), due(request), request.payment_status) == ((80, 0, 0), 40, "partially_paid")


def test_a_request_that_was_paid_and_shrank_is_given_back_in_its_wait(arrive, change, commits):
    booking = arrive()
    Booking.objects.update(status="pending", answer_by=booking.starts_at)
    booking = change(booking, 1)
    assert amounts(booking) == (80, 40, 0)
    with commits():
        decline_booking(booking, by=SYSTEM, now=timezone.now())
    booking.refresh_from_db()
    assert (amounts(booking), audit(timezone.now())) == ((80, 80, 0), [])


def test_taking_more_than_was_ever_asked_is_found(arrive, change):
    change(arrive(), 1)
    Booking.objects.update(amount_paid=Decimal("120.01"))
    assert {finding.rule for finding in audit(timezone.now())} == {2}
