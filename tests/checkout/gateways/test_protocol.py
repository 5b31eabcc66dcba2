"""What every gateway must do (checkout.gateways.protocol), tried through real requests."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from checkout.gateways import GatewayRefused, Report, gateway
from checkout.models import PaymentState, SandboxPayment
from tests.checkout.gateways.begun import announced, begin, started
from tests.factories.checkout import PaymentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.checkout.gateways.shop")]


@pytest.fixture(params=["sandbox"])
def company(request, sandbox_online):
    return gateway(request.param)


def test_beginning_twice_is_one_payment(company):
    payment = PaymentFactory()
    assert begin(payment) == begin(payment)
    assert SandboxPayment.objects.count() == 1


def test_a_key_is_not_used_for_another_amount(company):
    payment = PaymentFactory(amount=Decimal(40))
    begin(payment)
    payment.amount = Decimal(41)
    with pytest.raises(GatewayRefused):
        begin(payment)


def test_the_page_is_on_the_gateways_origin(company):
    assert started().provider_url.startswith(f"{company.origin}/")


@pytest.mark.parametrize(
    ("outcome", "state", "taken", "failure"),
    [
        ("pay", PaymentState.CAPTURED, 40, ""),
        ("pay_twice", PaymentState.CAPTURED, 40, ""),
        ("pay_notice_late", PaymentState.CAPTURED, 40, ""),
        ("pay_late", PaymentState.PROCESSING, 0, ""),
        ("decline", PaymentState.FAILED, 0, "The payment was declined."),
        ("abandon", PaymentState.PROCESSING, 0, ""),
    ],
)
def test_looking_tells_what_the_customer_did(company, sandbox_online, outcome, state, taken, failure):
    payment = started()
    sandbox_online.choose(payment, outcome)
    assert company.look_up(payment) == Report(state, Decimal(40), Decimal(taken), "EUR", failure)


def test_a_page_that_ended_is_a_failed_payment(company):
    payment = PaymentFactory()
    announced(payment, begin(payment, ends_at=timezone.now() - timedelta(seconds=1)))
    report = company.look_up(payment)
    assert (report.state, report.failure) == (PaymentState.FAILED, "The time to pay ended.")


def test_expiring_ends_the_page(company):
    payment = started()
    company.expire(payment)
    assert company.look_up(payment).state == PaymentState.FAILED


def test_expiring_does_not_stop_money_that_is_under_way(company, sandbox_online):
    payment = started()
    sandbox_online.choose(payment, "pay_late")
    company.expire(payment)
    assert company.look_up(payment).state == PaymentState.PROCESSING


def test_an_unknown_number_is_refused(company):
    payment = PaymentFactory(provider_id="00000000-0000-4000-8000-000000000000")
    with pytest.raises(GatewayRefused):
        company.look_up(payment)


def test_a_payment_that_was_never_begun_is_refused(company):
    with pytest.raises(GatewayRefused):
        company.look_up(PaymentFactory())
