"""Stripe's errors, through its library and a real connection: a no, or no answer."""

import json

import pytest
import requests

from checkout.gateways import GatewayRefused, GatewayUnavailable, gateway, stripe_api
from tests.checkout.gateways.begun import begin, new, started

pytestmark = pytest.mark.django_db


def error(kind: str, message: str = "Because.", **more: str) -> bytes:
    return json.dumps({"error": {"type": kind, "message": message} | more}).encode()


@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, "invalid_request_error"), (400, "idempotency_error"), (402, "card_error"), (404, "invalid_request_error")],
)
def test_a_refusal_carries_the_reason(stripe, status, kind):
    payment = started()
    stripe.faults.order((status, error(kind)))
    with pytest.raises(GatewayRefused, match="Because"):
        gateway().look_up(payment)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, "invalid_request_error"),
        (403, "invalid_request_error"),
        (409, "idempotency_error"),
        (424, "api_error"),
        (429, "rate_limit_error"),
        (500, "api_error"),
        (502, "api_error"),
        (503, "api_error"),
    ],
)
def test_a_status_that_says_nothing_of_the_payment_is_no_answer(stripe, status, kind):
    payment = started()
    stripe.faults.order((status, error(kind)))
    with pytest.raises(GatewayUnavailable):
        gateway().look_up(payment)


@pytest.mark.parametrize("status", [200, 404, 500])
@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"\xff", b"[]", b"3", b'"text"', b"null", b"{}", b'{"object": []}', b'{"error": 3}', b"[" * 9999],
)
def test_an_unreadable_answer_is_no_answer(stripe, status, body):
    payment = started()
    stripe.faults.order((status, body))
    with pytest.raises(GatewayUnavailable):
        gateway().look_up(payment)


@pytest.mark.parametrize("fault", ["cut", "lost", "slow"])
def test_a_broken_connection_is_no_answer(stripe, monkeypatch, fault):
    monkeypatch.setattr(stripe_api, "TIMEOUT", (1, 0.2))
    payment = started()
    stripe.faults.order(fault)
    with pytest.raises(GatewayUnavailable):
        gateway().look_up(payment)
    assert gateway().look_up(payment).amount == payment.amount


def test_a_redirect_is_not_followed(stripe):
    payment = started()
    stripe.faults.order((302, b"{}"))
    with pytest.raises(GatewayUnavailable):
        gateway().look_up(payment)


def test_nobody_at_the_address_is_no_answer(stripe, settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    with pytest.raises(GatewayUnavailable):
        begin(new())


@pytest.mark.parametrize("key", ["sk_test_wrong", "rk_test_nothing"])
def test_a_key_that_is_not_accepted_is_said_in_the_log_and_never_shown(stripe, settings, caplog, key):
    settings.STRIPE_SECRET_KEY = key
    with pytest.raises(GatewayUnavailable) as raised:
        begin(new())
    assert [record.message for record in caplog.records if "Is STRIPE_SECRET_KEY right?" in record.message]
    assert key not in caplog.text + str(raised.value)


def test_an_empty_key_is_no_answer_and_not_a_crash(stripe, settings):
    settings.STRIPE_SECRET_KEY = ""
    with pytest.raises(GatewayUnavailable):
        begin(new())


def test_no_other_password_of_this_machine_is_sent_in_place_of_the_key(stripe, monkeypatch, tmp_path):
    (tmp_path / "netrc").write_text("default login somebody password else")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert requests.utils.get_netrc_auth(stripe.origin) == ("somebody", "else")
    assert begin(new()).provider_id


def test_expiring_is_not_worth_an_error(stripe, caplog):
    payment = started()
    stripe.faults.order("cut")
    caplog.set_level("INFO", logger="checkout")
    gateway().expire(payment)
    ours = [record.message for record in caplog.records if record.name == "checkout.gateways.stripe"]
    assert ours == [f"payment {payment.pk} not ended at Stripe: no answer: ConnectionError"]


def test_the_library_logs_no_requests(stripe, caplog):
    caplog.set_level("DEBUG")
    started()
    assert [record for record in caplog.records if record.name == "stripe"] == []
