"""Sweeps of money reach what is due, however much else lies about, and end in time."""

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from bookings.sweeps import each
from checkout.models import Payment
from checkout.operations import carry_out_refund, settle_booking
from checkout.tasks import settle_payments
from services.models import Service
from tests.checkout.operations.steps import begun, online_service, opened
from tests.factories import (
    BookingFactory,
    CheckoutFactory,
    CheckoutLineFactory,
    OrderFactory,
    OrderLineFactory,
    PaymentFactory,
    RefundFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db


def refused_for_good(count: int) -> None:
    service = ServiceFactory()
    for number in range(count):
        booking = BookingFactory(service=service, status="canceled", amount_paid=10)
        checkout = CheckoutFactory()
        CheckoutLineFactory(checkout=checkout, booking=booking)
        payment = PaymentFactory(checkout=checkout, state="captured", amount=10, amount_captured=10)
        line = OrderLineFactory(order=OrderFactory(checkout=checkout), booking=booking)
        RefundFactory(payment=payment, line=line, amount=10, state="failed", idempotency_key=f"r{number}")


@pytest.fixture
def reserved(sandbox_online, commits):
    checkout, booking = opened(online_service(policy={"needs_approval": True}))
    payment = begun(checkout, "everything")
    with commits():
        sandbox_online.choose(payment, "pay")
        sandbox_online.deliver()
    booking.refresh_from_db()
    return payment, booking


def test_what_is_reserved_comes_before_what_the_owner_has_to_solve(reserved, commits, monkeypatch):
    monkeypatch.setattr("bookings.sweeps.BATCH", 2)
    refused_for_good(3)
    payment, booking = reserved
    Payment.objects.filter(pk=payment.pk).update(retry_at=timezone.now())
    type(booking).objects.filter(pk=booking.pk).update(status="canceled")
    with commits():
        settle_payments()
    payment.refresh_from_db()
    assert payment.state == "voided"


def test_refunds_refused_for_good_are_not_tried_again(django_assert_num_queries):
    refused_for_good(2)
    with django_assert_num_queries(5):
        settle_payments()


def test_a_sweep_begins_nothing_more_when_its_time_is_up():
    ServiceFactory(), ServiceFactory()
    assert each(Service.objects.order_by("pk"), str, seconds=0) == 0


def test_the_end_of_a_tasks_time_ends_the_sweep():
    ServiceFactory(), ServiceFactory()
    seen = []

    def act(row):
        seen.append(row)
        raise SoftTimeLimitExceeded

    with pytest.raises(SoftTimeLimitExceeded):
        each(Service.objects.order_by("pk"), act)
    assert len(seen) == 1


def test_after_very_many_tries_the_wait_is_an_hour(reserved, settings):
    payment, booking = reserved
    settings.SANDBOX_URL = "http://nobody.invalid"
    Payment.objects.update(attempts=60)
    now = timezone.now()
    booking.status = "canceled"
    settle_booking(booking, now=now)
    payment.refresh_from_db()
    assert ((payment.retry_at - now).total_seconds(), payment.attempts) == (3600, 61)


def test_a_refund_waits_six_hours_at_most(sandbox_online, settings):
    settings.SANDBOX_URL = "http://nobody.invalid"
    now = timezone.now()
    row = RefundFactory(state="requested", attempts=60, payment__provider_id="known")
    carry_out_refund(row, now=now)
    row.refresh_from_db()
    assert (row.retry_at - now).total_seconds() == 6 * 3600
