"""What every gateway must do (checkout.gateways.protocol), tried through real requests."""

from dataclasses import replace
from decimal import Decimal

import pytest

from checkout.gateways import GATEWAYS, GatewayRefused, Report, gateway
from checkout.models import OFFLINE, PaymentState
from tests.checkout.gateways.begun import begin, new, started
from tests.checkout.gateways.companies import COMPANIES

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.checkout.gateways.shop")]


def test_every_company_of_the_registry_is_tried():
    assert COMPANIES.keys() == GATEWAYS.keys() - {OFFLINE}


@pytest.mark.parametrize("name", GATEWAYS)
def test_a_gateway_is_known_by_the_name_it_says(name):
    assert gateway(name).name == name


def test_beginning_twice_is_one_payment(company):
    payment = new()
    assert begin(payment) == begin(payment)
    assert company.count() == 1


def test_a_key_is_not_used_for_another_amount(company):
    payment = new(amount=Decimal(40))
    begin(payment)
    payment.amount = Decimal(41)
    with pytest.raises(GatewayRefused):
        begin(payment)


def test_the_page_is_on_the_gateways_origin(company):
    assert started().provider_url.startswith(f"{gateway().origin}/")


@pytest.mark.parametrize(
    ("outcome", "state", "taken"),
    [
        ("pay", PaymentState.CAPTURED, 40),
        ("pay_late", PaymentState.PROCESSING, 0),
        ("leave", PaymentState.PROCESSING, 0),
    ],
)
def test_looking_tells_what_the_customer_did(company, outcome, state, taken):
    payment = started()
    company.choose(payment, outcome)
    report = gateway().look_up(payment)
    assert replace(report, money_id="") == Report(state, Decimal(40), Decimal(taken), "EUR")


def test_a_page_that_ended_is_a_failed_payment(company):
    payment = started()
    company.end_page(payment)
    report = gateway().look_up(payment)
    assert (report.state, report.failure) == (PaymentState.FAILED, "The time to pay ended.")


def test_expiring_ends_the_page(company):
    payment = started()
    gateway().expire(payment)
    assert gateway().look_up(payment).state == PaymentState.FAILED


def test_expiring_does_not_stop_money_that_is_under_way(company):
    payment = started()
    company.choose(payment, "pay_late")
    gateway().expire(payment)
    assert gateway().look_up(payment).state == PaymentState.PROCESSING


def test_an_unknown_number_is_refused(company):
    payment = new(provider_id="00000000-0000-4000-8000-000000000000")
    with pytest.raises(GatewayRefused):
        gateway().look_up(payment)


@pytest.mark.parametrize("ask", ["look_up", "void"])
def test_a_payment_that_was_never_begun_is_refused(company, ask):
    with pytest.raises(GatewayRefused):
        getattr(gateway(), ask)(new())
