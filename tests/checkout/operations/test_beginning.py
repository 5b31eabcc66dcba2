"""begin_payment: the customer leaves for the provider."""

from datetime import timedelta

import pytest
import responses
from django.utils import timezone

from bookings.errors import SlotNotAvailable
from bookings.lifecycle import cancel_booking
from bookings.models import Hold
from checkout.errors import CheckoutClosed, PaymentUnavailable
from checkout.models import Payment
from tests.checkout.operations.steps import VISITOR, begun, online_service, opened
from tests.checkout.walk import pick_of

pytestmark = pytest.mark.django_db


def test_the_attempt_is_known_to_the_provider(sandbox_online):
    checkout, _ = opened()
    payment = Payment.objects.get(pk=begun(checkout).pk)
    assert (payment.amount, payment.state, payment.idempotency_key) == (20, "processing", f"checkout:{checkout.pk}:1")
    assert sandbox_online.open(payment).status_code == 200


def test_the_hold_is_stretched_over_the_payment(sandbox_online):
    checkout, booking = opened()
    begun(checkout)
    booking.refresh_from_db()
    assert booking.hold.expires_at == booking.checkout_expires_at


def test_again_with_the_same_amount_is_the_same_attempt(sandbox_online):
    checkout, _ = opened()
    assert begun(checkout) == begun(checkout)


def test_another_amount_ends_the_first_attempt(sandbox_online):
    checkout, _ = opened()
    first = begun(checkout, "deposit")
    second = begun(checkout, "everything")
    assert (second.number, second.amount) == (2, 55)
    assert sandbox_online.choose(first, "pay").status_code == 410


def test_a_hold_that_ran_out_is_placed_anew(sandbox_online):
    checkout, booking = opened()
    Hold.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    begun(checkout)
    booking = type(booking).objects.get(pk=booking.pk)
    assert booking.hold.expires_at > timezone.now()


def test_a_time_that_somebody_took_meanwhile_is_not_paid_for(sandbox_online):
    service = online_service()
    checkout, _ = opened(service)
    Hold.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    pick_of(service, visitor="v2")
    with pytest.raises(SlotNotAvailable):
        begun(checkout)
    assert Payment.objects.count() == 0


def test_a_canceled_booking_is_not_paid_for(sandbox_online):
    checkout, booking = opened()
    cancel_booking(booking, by=VISITOR, now=timezone.now())
    with pytest.raises(CheckoutClosed):
        begun(checkout)


@responses.activate
@pytest.mark.parametrize(
    ("status", "said", "state"),
    [(422, "GatewayRefused: Too little.", "failed"), (401, "GatewayUnavailable: answered 401", "created")],
)
def test_an_owner_reads_why_nobody_can_pay(settings, caplog, status, said, state):
    responses.post(f"{settings.SANDBOX_URL}/sandbox/api/payments", status=status, json={"error": "Too little."})
    checkout, _ = opened()
    with pytest.raises(PaymentUnavailable):
        begun(checkout)
    payment = Payment.objects.get()
    assert (caplog.messages, payment.state) == ([f"payment {payment.pk} not begun at sandbox: {said}"], state)


def test_without_an_answer_the_same_key_is_asked_again(settings):
    settings.SANDBOX_URL = "http://127.0.0.1:9"
    checkout, _ = opened()
    with responses.RequestsMock(), pytest.raises(PaymentUnavailable):  # every call fails to connect
        begun(checkout)
    payment = Payment.objects.get()
    assert (payment.state, payment.provider_id) == ("created", "")


def test_what_an_owner_approves_is_only_reserved(sandbox_online):
    checkout, _ = opened(online_service(policy={"needs_approval": True}))
    assert begun(checkout).capture_later is True
