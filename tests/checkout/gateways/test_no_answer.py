"""The difference between no and no answer: only the second is asked again."""

import pytest
import requests
import responses

from checkout.gateways import GatewayRefused, GatewayUnavailable, gateway
from checkout.models import Payment

NUMBER = "00000000-0000-4000-8000-000000000000"
URL = f"http://localhost:8000/sandbox/api/payments/{NUMBER}"


@pytest.fixture
def payment(settings):
    settings.SANDBOX_URL = "http://localhost:8000"
    return Payment(gateway="sandbox", amount=40, currency="EUR", provider_id=NUMBER)


@responses.activate
@pytest.mark.parametrize("status", [401, 403, 408, 425, 429, 500, 502, 503])
def test_a_status_that_says_nothing_of_the_payment_is_no_answer(payment, status):
    responses.get(URL, status=status, json={"error": "no"})
    with pytest.raises(GatewayUnavailable):
        gateway().look_up(payment)


@responses.activate
@pytest.mark.parametrize("status", [400, 404, 409, 422])
def test_a_refusal_carries_the_reason(payment, status):
    responses.get(URL, status=status, json={"error": "Because."})
    with pytest.raises(GatewayRefused, match="Because"):
        gateway().look_up(payment)


@responses.activate
@pytest.mark.parametrize("body", ["", "<html>", "[]", "{}", '{"status": "dancing", "currency": "EUR"}'])
def test_an_unreadable_answer_is_no_answer(payment, body):
    responses.get(URL, body=body)
    with pytest.raises(GatewayUnavailable):
        gateway().look_up(payment)


@responses.activate
@pytest.mark.parametrize("error", [requests.ConnectTimeout, requests.ReadTimeout, requests.ConnectionError])
def test_a_broken_connection_is_no_answer(payment, error):
    responses.get(URL, body=error())
    with pytest.raises(GatewayUnavailable):
        gateway().look_up(payment)


@responses.activate
def test_a_redirect_is_not_followed(payment):
    responses.get(URL, status=302, headers={"Location": "http://elsewhere.example/"}, json={})
    with pytest.raises(GatewayUnavailable):
        gateway().look_up(payment)


@responses.activate
def test_expiring_is_not_worth_an_error(payment, caplog):
    responses.post(f"{URL}/expire", body=requests.ConnectTimeout())
    caplog.set_level("INFO")
    gateway().expire(payment)
    assert [record.message for record in caplog.records] == [
        f"payment {payment.pk} not ended at the sandbox: ConnectTimeout"
    ]
