"""Payments that are reserved first: captured, in whole or part, or let go."""

from decimal import Decimal

import pytest

from checkout.gateways import GatewayRefused, gateway
from checkout.models import PaymentState
from tests.checkout.gateways.begun import started

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.checkout.gateways.shop")]


@pytest.fixture
def reserved(company):
    payment = started("40.00", capture_later=True)
    company.choose(payment)
    return payment


def test_paying_only_reserves(reserved):
    report = gateway().look_up(reserved)
    assert (report.state, report.amount_captured) == (PaymentState.AUTHORISED, 0)


def test_capturing_takes_the_money_once(reserved):
    first = gateway().capture(reserved, Decimal(40))
    assert first == gateway().capture(reserved, Decimal(40)) == gateway().look_up(reserved)
    assert (first.state, first.amount_captured) == (PaymentState.CAPTURED, 40)


def test_less_than_was_reserved_can_be_captured(reserved):
    report = gateway().capture(reserved, Decimal("12.50"))
    assert (report.state, report.amount_captured, report.amount_refunded) == ("captured", Decimal("12.5"), 0)


def test_more_than_was_reserved_is_refused(reserved):
    with pytest.raises(GatewayRefused):
        gateway().capture(reserved, Decimal("40.01"))
    assert gateway().look_up(reserved).state == PaymentState.AUTHORISED


def test_voiding_lets_the_money_go_and_stays_so(reserved):
    assert gateway().void(reserved) == gateway().void(reserved)
    assert gateway().look_up(reserved).state == PaymentState.VOIDED


def test_what_was_voided_cannot_be_captured(reserved):
    gateway().void(reserved)
    with pytest.raises(GatewayRefused):
        gateway().capture(reserved, Decimal(40))


def test_what_was_captured_cannot_be_voided(reserved):
    gateway().capture(reserved, Decimal(40))
    with pytest.raises(GatewayRefused):
        gateway().void(reserved)


def test_a_payment_that_nobody_made_cannot_be_captured(company):
    with pytest.raises(GatewayRefused):
        gateway().capture(started(capture_later=True), Decimal(40))
