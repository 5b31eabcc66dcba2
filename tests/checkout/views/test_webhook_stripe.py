"""What Stripe tells, in the order and the number of times that the network has it (journeys.md S6)."""

from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from bookings.models import Alert
from checkout.models import Order, Payment, PaymentState, Refund, WebhookEvent
from checkout.tasks import handle_notices
from tests.checkout.gateways.companies import StripeCompany
from tests.checkout.gateways.stripe_events import event, signed
from tests.checkout.gateways.stripe_server import SECRET
from tests.checkout.operations.steps import begun, opened

pytestmark = pytest.mark.django_db
URL = "/checkout/webhooks/stripe/"


def send(told: dict, secret: str = SECRET, at: float | None = None) -> int:
    body, headers = signed(told, secret, at)
    client = Client(enforce_csrf_checks=True)
    return client.post(URL, body, content_type="application/json", headers=headers).status_code


def happened(stripe, kind: str) -> dict:
    return next(each for each in reversed(stripe.events) if each["type"] == kind)


@pytest.fixture
def paid(stripe):
    """Paid at Stripe; the shop does not know yet."""
    payment = begun(opened()[0])
    StripeCompany(stripe).choose(payment)
    return payment


@pytest.fixture
def known(stripe, paid):
    """And the shop knows."""
    send(happened(stripe, "checkout.session.completed"))
    return Payment.objects.get()


def test_a_page_that_was_completed_is_a_payment(stripe, paid):
    assert send(happened(stripe, "checkout.session.completed")) == 200
    payment = Payment.objects.get()
    assert (payment.state, payment.amount_captured) == (PaymentState.CAPTURED, payment.amount)
    assert payment.money_id == stripe.account.rows[paid.provider_id]["payment_intent"]


def test_told_three_times_in_any_order_is_one_order(stripe, paid):
    told = [each for each in stripe.events if each["type"] != "charge.succeeded"]
    for each in [*told[::-1], *told, *told[::-1]]:
        assert send(each) == 200
    assert (Order.objects.count(), WebhookEvent.objects.count()) == (1, len(told))


def test_money_whose_page_is_not_known_to_be_paid_is_left_to_the_page(stripe, paid):
    assert send(happened(stripe, "payment_intent.succeeded")) == 200
    assert (Payment.objects.get().state, WebhookEvent.objects.count()) == (PaymentState.PROCESSING, 0)


def test_what_concerns_no_payment_is_taken_and_forgotten(stripe, known):
    for told in ({"object": "payout", "id": "po_1"}, {"object": "payment_intent", "id": "pi_of_somebody_else"}):
        assert send(event("some.thing", told)) == 200
    assert WebhookEvent.objects.count() == 1


def test_an_empty_number_is_no_payments(stripe, known):
    Payment.objects.update(money_id="")
    assert send(event("charge.updated", {"object": "charge", "id": "ch_1", "payment_intent": ""})) == 200
    assert WebhookEvent.objects.count() == 1


def test_what_was_given_back_at_stripe_is_written_down_once(stripe, known, settings):
    key = {"payment_intent": known.money_id, "amount": "500"}
    body = "&".join(f"{name}={value}" for name, value in key.items())
    stripe.call("POST", "/v1/refunds", body, {"Authorization": f"Bearer {settings.STRIPE_SECRET_KEY}"})
    for kind in ("charge.refunded", "refund.created", "charge.refunded"):
        assert send(happened(stripe, kind)) == 200
    assert list(Refund.objects.values_list("amount", "reason")) == [(Decimal(5), "AT_PROVIDER")]
    assert Payment.objects.get().state == PaymentState.PARTLY_REFUNDED


def test_a_dispute_is_the_owners_to_answer(stripe, known):
    dispute = stripe.account.dispute(stripe.account.rows[known.money_id])
    assert send(happened(stripe, "charge.dispute.created")) == 200
    assert Payment.objects.get().state == PaymentState.DISPUTED
    assert Alert.objects.filter(kind="disputed").count() == 1
    stripe.account.close(dispute, "won")
    assert send(happened(stripe, "charge.dispute.closed")) == 200
    assert (Payment.objects.get().state, Refund.objects.count()) == (PaymentState.CAPTURED, 0)


def test_a_dispute_that_is_lost_is_money_given_back(stripe, known):
    dispute = stripe.account.dispute(stripe.account.rows[known.money_id])
    send(happened(stripe, "charge.dispute.created"))
    stripe.account.close(dispute, "lost")
    assert send(happened(stripe, "charge.dispute.closed")) == 200
    assert Payment.objects.get().state == PaymentState.REFUNDED
    assert list(Refund.objects.values_list("amount", "state")) == [(known.amount, "done")]


def test_a_dispute_that_is_told_before_the_payment_waits_for_it(stripe, paid):
    stripe.account.dispute(stripe.account.intent_of(stripe.account.rows[paid.provider_id]))
    assert send(happened(stripe, "charge.dispute.created")) == 200
    assert send(happened(stripe, "checkout.session.completed")) == 200
    payment = Payment.objects.get()
    assert (payment.state, payment.amount_captured, Order.objects.count()) == ("disputed", payment.amount, 1)


def test_a_page_that_ended_is_a_failed_payment(stripe):
    payment = begun(opened()[0])
    StripeCompany(stripe).end_page(payment)
    stripe.account.get(payment.provider_id, "checkout.session")
    assert send(happened(stripe, "checkout.session.expired")) == 200
    assert Payment.objects.get().state == PaymentState.FAILED


def test_without_stripes_answer_it_is_kept_and_asked_again_later(stripe, paid):
    told = happened(stripe, "checkout.session.completed")
    stripe.faults.order("cut")
    assert (send(told), WebhookEvent.objects.get().handled_at) == (200, None)
    WebhookEvent.objects.update(retry_at=None)
    handle_notices()
    assert (WebhookEvent.objects.get().handled_at is None, Payment.objects.get().state) == (False, "captured")


def test_a_forged_or_an_old_notice_is_refused(stripe, paid):
    told = happened(stripe, "checkout.session.completed")
    assert [send(told, "whsec_guessed"), send(told, at=timezone.now().timestamp() - 301)] == [400, 400]
    assert (Payment.objects.get().state, WebhookEvent.objects.count()) == (PaymentState.PROCESSING, 0)


def test_a_notice_that_is_too_long_is_refused(stripe, paid):
    told = happened(stripe, "checkout.session.completed")
    told["data"]["object"]["padding"] = "x" * 300_000
    assert send(told) == 400


def test_one_companys_notice_is_not_anothers(stripe, paid):
    body, headers = signed(happened(stripe, "checkout.session.completed"), SECRET)
    assert Client().post("/checkout/webhooks/sandbox/", body, content_type="a/b", headers=headers).status_code == 400
