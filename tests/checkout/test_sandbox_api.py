"""The sandbox's API answers the shop alone, and bad input with a reason."""

import json

import pytest
from django.test import Client

from checkout.models import SandboxPayment
from checkout.sandbox import keys

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.checkout.gateways.shop")]

GOOD = {
    "amount": 4000,
    "currency": "EUR",
    "description": "Deep tissue massage",
    "capture_later": False,
    "return_url": "http://127.0.0.1:8000/done/",
    "cancel_url": "http://127.0.0.1:8000/pay/",
    "webhook_url": "http://127.0.0.1:8000/webhook/",
    "expires_at": "2099-01-01T12:00:00+00:00",
}


def announce(body=GOOD, *, key: str | None = None, idempotency_key="checkout:1:1"):
    headers = {"host": "localhost", "Authorization": f"Bearer {key or keys.api_key()}"}
    if idempotency_key:
        headers["Idempotency-Key"] = idempotency_key
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    strict = Client(enforce_csrf_checks=True)
    return strict.post("/sandbox/api/payments", sent, content_type="application/json", headers=headers)


@pytest.fixture(autouse=True)
def _online(sandbox_online):
    """Every test here is at the sandbox's host."""


def test_a_payment_is_announced():
    assert announce().status_code == 200
    assert SandboxPayment.objects.get().expires_at.year == 2099


@pytest.mark.parametrize("key", ["wrong", "é", "0" * 64])
def test_a_wrong_key_is_401(key):
    assert (announce(key=key).status_code, SandboxPayment.objects.count()) == (401, 0)


def test_no_key_is_401():
    assert Client().post("/sandbox/api/payments", headers={"host": "localhost"}).status_code == 401


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[]", b"null", b'"text"', b"{}"])
def test_a_body_that_cannot_be_read_is_400(body):
    assert (announce(body).status_code, SandboxPayment.objects.count()) == (400, 0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("amount", 0),
        ("amount", -1),
        ("amount", 1.5),
        ("amount", 10**30),
        ("amount", True),
        ("currency", "euro"),
        ("description", "x" * 201),
        ("description", "\x00"),
        ("return_url", "javascript:alert(1)"),
        ("cancel_url", "//"),
        ("webhook_url", "http://[::1"),
        ("webhook_url", ["http://a.example"]),
        ("expires_at", "soon"),
        ("expires_at", 5),
        ("expires_at", None),
    ],
)
def test_a_wrong_part_is_named(name, value):
    answer = announce(GOOD | {name: value})
    assert (answer.status_code, answer.json()) == (400, {"error": f"Wrong or missing: {name}."})


@pytest.mark.parametrize("key", ["", "x" * 81])
def test_a_payment_needs_its_key(key):
    assert announce(idempotency_key=key).json() == {"error": "Wrong or missing: key."}
