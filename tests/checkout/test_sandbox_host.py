"""The sandbox is another company: it lives under its own name, and nowhere when it is switched off."""

import pytest
from django.test import Client

from checkout.sandbox import keys
from tests.checkout.gateways.begun import started

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.checkout.gateways.shop")]


def get(path: str, host: str) -> int:
    return Client().get(path, headers={"host": host, "Authorization": f"Bearer {keys.api_key()}"}).status_code


@pytest.fixture
def paths(sandbox_online):
    number = started().provider_id
    return [f"/sandbox/pay/{number}/", f"/sandbox/api/payments/{number}"]


def test_it_answers_to_its_own_host(paths):
    assert [get(path, "localhost") for path in paths] == [200, 200]


@pytest.mark.parametrize("host", ["testserver", "127.0.0.1", "localhost:8001"])
def test_it_is_not_found_at_the_shops(paths, host):
    assert [get(path, host) for path in paths] == [404, 404]


def test_it_is_not_found_when_customers_do_not_pay_by_it(paths, settings):
    settings.PAYMENT_GATEWAY = "offline"
    assert [get(path, "localhost") for path in paths] == [404, 404]


def test_an_unknown_payment_has_no_page(sandbox_online):
    assert get("/sandbox/pay/00000000-0000-4000-8000-000000000000/", "localhost") == 404
