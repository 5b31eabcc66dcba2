"""apply_report: in order, out of order, twice, late (journeys.md S2, S6)."""

from decimal import Decimal

import pytest
from django.utils import timezone

from bookings.lifecycle import expire_checkout
from bookings.models import Alert
from checkout.audit import audit
from checkout.models import Order, PaymentState, Refund
from checkout.operations import apply_report
from tests.checkout.operations.steps import begun, opened, report

pytestmark = pytest.mark.django_db

CAPTURED, FAILED, PROCESSING = PaymentState.CAPTURED, PaymentState.FAILED, PaymentState.PROCESSING


def apply(payment, state, **fields):
    return apply_report(payment, report(payment, state, **fields), now=timezone.now())


def test_captured_completes_and_confirms(sandbox_online, commits):
    checkout, booking = opened()
    with commits():
        apply(begun(checkout), CAPTURED)
    booking.refresh_from_db()
    assert (booking.status, booking.payment_status, booking.amount_paid) == ("confirmed", "partially_paid", 20)
    assert list(Order.objects.values_list("total", "lines__due_now")) == [(55, 20)]
    assert audit(timezone.now()) == []


def test_twice_changes_nothing_the_second_time(sandbox_online, commits):
    checkout, booking = opened()
    payment = begun(checkout)
    with commits():
        apply(payment, CAPTURED)
    booking.refresh_from_db()
    with commits():
        apply(payment, CAPTURED)
    assert type(booking).objects.get(pk=booking.pk).revision == booking.revision


@pytest.mark.parametrize("late", [PROCESSING, FAILED])
def test_what_comes_after_captured_changes_nothing(late, sandbox_online, commits):
    checkout, _ = opened()
    payment = begun(checkout)
    with commits():
        apply(payment, CAPTURED)
        assert apply(payment, late).state == CAPTURED


def test_failed_leaves_the_booking_to_be_paid(sandbox_online, commits):
    checkout, booking = opened()
    with commits():
        payment = apply(begun(checkout), FAILED, failure="The card was declined.")
    booking.refresh_from_db()
    assert (payment.failure, booking.status) == ("The card was declined.", "created")


def test_failed_then_captured_is_paid(sandbox_online, commits):
    checkout, booking = opened()
    payment = begun(checkout)
    with commits():
        apply(payment, FAILED)
        apply(payment, CAPTURED)
    booking.refresh_from_db()
    assert booking.status == "confirmed"


@pytest.mark.parametrize("wrong", [{"amount": Decimal(19)}, {"currency": "USD"}])
def test_another_amount_or_currency_is_for_a_person_to_look_at(wrong, sandbox_online):
    checkout, booking = opened()
    payment = apply(begun(checkout), CAPTURED, **wrong)
    assert payment.state == PROCESSING
    assert Alert.objects.get().booking == booking


def test_money_for_an_expired_booking_goes_back(sandbox_online, commits):
    checkout, booking = opened()
    payment = begun(checkout)
    booking.refresh_from_db()
    assert expire_checkout(booking, now=booking.checkout_expires_at) is True
    sandbox_online.choose(payment, "pay")
    with commits():
        sandbox_online.deliver()
    booking.refresh_from_db()
    assert (booking.status, booking.amount_paid, booking.amount_refunded) == ("declined", 20, 20)
    assert Refund.objects.get().state == "done"
    assert audit(timezone.now()) == []


def test_the_amount_that_was_paid_counts_not_the_one_begun_last(sandbox_online, commits):
    checkout, booking = opened()
    deposit = begun(checkout, "deposit")
    begun(checkout, "everything")
    with commits():
        apply(deposit, CAPTURED)
    booking.refresh_from_db()
    assert (booking.amount_paid, booking.payment_status) == (20, "partially_paid")
    assert audit(timezone.now()) == []


def test_of_two_attempts_paid_the_second_goes_back(sandbox_online, commits):
    checkout, booking = opened()
    first, second = begun(checkout, "deposit"), begun(checkout, "everything")
    with commits():
        apply(first, CAPTURED)
    sandbox_online.choose(second, "pay")
    with commits():
        sandbox_online.deliver()
    booking.refresh_from_db()
    assert (booking.status, booking.amount_paid, booking.amount_refunded) == ("confirmed", 20, 0)
    assert [payment.state for payment in checkout.payments.order_by("number")] == ["captured", "refunded"]
    assert audit(timezone.now()) == []
