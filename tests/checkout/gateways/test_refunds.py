"""Giving back: in parts, once per key, never more than was taken."""

from decimal import Decimal

import pytest

from checkout.gateways import GatewayRefused, gateway
from checkout.models import PaymentState, RefundState
from tests.checkout.gateways.begun import started
from tests.factories.checkout import RefundFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.checkout.gateways.shop")]


@pytest.fixture
def paid(company):
    payment = started("40.00")
    company.choose(payment)
    return payment


def refund(payment, amount: str):
    earlier = payment.refunds.first()
    same_line = {"line": earlier.line} if earlier else {}
    return gateway().refund(RefundFactory(payment=payment, amount=Decimal(amount), **same_line))


def test_a_part_is_given_back(paid):
    assert refund(paid, "15.25").state == RefundState.DONE
    assert gateway().look_up(paid).state == PaymentState.PARTLY_REFUNDED


def test_all_of_it_is_given_back_in_parts(paid):
    refund(paid, "15.25")
    refund(paid, "24.75")
    report = gateway().look_up(paid)
    assert (report.state, report.amount_captured, report.amount_refunded) == (PaymentState.REFUNDED, 40, 40)


def test_the_same_refund_again_gives_nothing_more(paid):
    asked = RefundFactory(payment=paid, amount=Decimal("20.00"))
    assert gateway().refund(asked) == gateway().refund(asked)
    assert gateway().look_up(paid).state == PaymentState.PARTLY_REFUNDED


def test_a_refunds_key_is_not_used_for_another_amount(paid):
    asked = RefundFactory(payment=paid, amount=Decimal("20.00"))
    gateway().refund(asked)
    asked.amount = Decimal("10.00")
    with pytest.raises(GatewayRefused):
        gateway().refund(asked)


def test_no_more_than_was_paid_is_given_back(paid):
    refund(paid, "39.99")
    with pytest.raises(GatewayRefused):
        refund(paid, "0.02")


def test_no_more_than_was_captured_is_given_back(company):
    payment = started("40.00", capture_later=True)
    company.choose(payment)
    gateway().capture(payment, Decimal(10))
    with pytest.raises(GatewayRefused):
        refund(payment, "10.01")
    refund(payment, "10.00")
    assert gateway().look_up(payment).state == PaymentState.REFUNDED


def test_nothing_is_given_back_of_what_was_not_paid(company):
    with pytest.raises(GatewayRefused):
        refund(started(), "1.00")
