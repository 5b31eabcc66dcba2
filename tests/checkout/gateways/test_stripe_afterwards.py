"""What becomes of money at Stripe after it was paid: refunds elsewhere, disputes, days of waiting."""

from datetime import timedelta
from decimal import Decimal

import pytest

from checkout.gateways import GatewayRefused, GatewayUnavailable, gateway
from checkout.models import PaymentState, RefundState
from tests.checkout.gateways.begun import started
from tests.checkout.gateways.companies import StripeCompany
from tests.checkout.gateways.stripe_pages import arrive
from tests.factories.checkout import RefundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(stripe):
    return StripeCompany(stripe)


@pytest.fixture
def paid(company):
    payment = started("40.00")
    company.choose(payment)
    return payment


def intent_of(stripe, payment):
    return stripe.account.intent_of(stripe.account.rows[payment.provider_id])


def seen(payment):
    report = gateway().look_up(payment)
    return report.state, report.amount_captured, report.amount_refunded


def test_the_number_of_the_money_is_told_once_somebody_tried_to_pay(stripe, company):
    payment = started()
    assert gateway().look_up(payment).money_id == ""
    company.choose(payment)
    assert gateway().look_up(payment).money_id == intent_of(stripe, payment)["id"]


def test_a_declined_card_leaves_the_page_open_for_another(company):
    payment = started()
    company.choose(payment, "decline")
    assert seen(payment) == (PaymentState.PROCESSING, 0, 0)
    company.choose(payment)
    assert seen(payment) == (PaymentState.CAPTURED, 40, 0)


def test_a_page_that_ended_after_a_declined_card_is_a_failed_payment(company):
    payment = started()
    company.choose(payment, "decline")
    company.end_page(payment)
    assert seen(payment) == (PaymentState.FAILED, 0, 0)


@pytest.mark.parametrize(("paid", "state"), [(True, PaymentState.CAPTURED), (False, PaymentState.FAILED)])
def test_a_debit_comes_days_later_or_does_not(stripe, company, paid, state):
    payment = started()
    company.choose(payment, "pay_late")
    arrive(stripe.account, stripe.account.rows[payment.provider_id], paid=paid)
    assert gateway().look_up(payment).state == state


@pytest.mark.parametrize("status", ["needs_response", "under_review", "warning_needs_response", "something_new"])
def test_a_dispute_that_is_open_is_said(stripe, paid, status):
    stripe.account.dispute(intent_of(stripe, paid), status=status)
    assert seen(paid) == (PaymentState.DISPUTED, 40, 0)


@pytest.mark.parametrize(
    ("amount", "status", "told"),
    [
        (4000, "won", (PaymentState.CAPTURED, 40, 0)),
        (4000, "warning_closed", (PaymentState.CAPTURED, 40, 0)),
        (4000, "lost", (PaymentState.REFUNDED, 40, 40)),
        (1500, "lost", (PaymentState.PARTLY_REFUNDED, 40, 15)),
        (9900, "lost", (PaymentState.REFUNDED, 40, 40)),
    ],
)
def test_a_dispute_that_is_over_is_money_or_nothing(stripe, paid, amount, status, told):
    dispute = stripe.account.dispute(intent_of(stripe, paid), amount)
    stripe.account.close(dispute, status)
    assert seen(paid) == told


def test_what_is_disputed_is_not_given_back_too(stripe, paid):
    stripe.account.dispute(intent_of(stripe, paid))
    with pytest.raises(GatewayRefused, match="charged back"):
        gateway().refund(RefundFactory(payment=paid))


def test_what_was_reserved_and_never_taken_was_not_given_back(company):
    payment = started("40.00", capture_later=True)
    company.choose(payment)
    gateway().capture(payment, Decimal(15))
    gateway().refund(RefundFactory(payment=payment, amount=Decimal(5)))
    assert seen(payment) == (PaymentState.PARTLY_REFUNDED, 15, 5)


def test_a_refund_whose_answer_was_lost_is_found_when_its_key_is_forgotten(stripe, paid):
    asked = RefundFactory(payment=paid, amount=Decimal(10))
    paid.money_id = intent_of(stripe, paid)["id"]
    assert gateway().refund(asked).state == RefundState.DONE
    stripe.keys.forget()
    gateway().refund(asked)
    assert seen(paid) == (PaymentState.PARTLY_REFUNDED, 40, 10)


def test_a_later_row_of_the_same_number_is_another_refund(stripe, paid):
    asked = RefundFactory(payment=paid, amount=Decimal(10))
    gateway().refund(asked)
    asked.created_at += timedelta(hours=1)
    assert gateway().refund(asked).state == RefundState.DONE
    assert seen(paid) == (PaymentState.PARTLY_REFUNDED, 40, 20)


@pytest.mark.parametrize(
    ("status", "state", "failure"),
    [
        ("pending", RefundState.REQUESTED, ""),
        ("requires_action", RefundState.REQUESTED, ""),
        ("failed", RefundState.FAILED, "lost_or_stolen_card"),
        ("canceled", RefundState.FAILED, "canceled"),
    ],
)
def test_a_refund_that_is_not_through_says_so(stripe, paid, status, state, failure):
    asked = RefundFactory(payment=paid)
    gateway().refund(asked)
    (row,) = stripe.account.all_of("refund")
    row["status"] = status
    if status == "failed":
        row["failure_reason"] = failure
    report = gateway().refund(asked)
    assert (report.state, report.failure, report.provider_id) == (state, failure, row["id"])


def test_a_refund_of_an_unknown_state_is_no_answer(stripe, paid):
    asked = RefundFactory(payment=paid)
    gateway().refund(asked)
    stripe.account.all_of("refund")[0]["status"] = "dancing"
    with pytest.raises(GatewayUnavailable):
        gateway().refund(asked)
