"""The providers' way to us (journeys.md S6)."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from checkout.models import Payment, PaymentState, WebhookEvent
from checkout.sandbox import keys
from checkout.tasks import handle_notices
from tests.checkout.operations.steps import begun, opened

pytestmark = pytest.mark.django_db
URL = "/checkout/webhooks/sandbox/"


def signed(body: bytes, at: int | None = None) -> dict[str, str]:
    sent_at = at or int(timezone.now().timestamp())
    return {"Sandbox-Signature": f"t={sent_at},v1={keys.signature(body, sent_at)}"}


def notify(payment_id: str, event: str = "evt-1", kind: str = "captured"):
    body = json.dumps({"id": event, "type": kind, "payment": {"id": payment_id}}).encode()
    client = Client(enforce_csrf_checks=True)
    return client.post(URL, body, content_type="application/json", headers=signed(body))


@pytest.fixture
def paid(sandbox_online):
    """Paid at the provider; the shop does not know yet."""
    checkout, _ = opened()
    payment = begun(checkout)
    sandbox_online.choose(payment, "pay")
    return payment


def test_a_notice_has_its_effect_and_its_row(paid, commits):
    with commits():
        assert notify(paid.provider_id).status_code == 200
    assert Payment.objects.get().state == PaymentState.CAPTURED
    assert list(WebhookEvent.objects.values_list("gateway", "event_id")) == [("sandbox", "evt-1")]


def test_the_same_notice_again_asks_nobody(paid, sandbox_online):
    notify(paid.provider_id)
    before = len(sandbox_online.calls.calls)
    assert notify(paid.provider_id).status_code == 200
    assert len(sandbox_online.calls.calls) == before


def test_what_the_notice_says_is_not_believed_but_asked(sandbox_online):
    checkout, _ = opened()
    payment = begun(checkout)
    notify(payment.provider_id, kind="captured")
    assert Payment.objects.get().state == PaymentState.PROCESSING


def test_an_unknown_payment_is_taken_and_forgotten(sandbox_online):
    assert (notify("nobody").status_code, WebhookEvent.objects.count()) == (200, 0)


def test_without_the_providers_answer_it_is_kept_and_asked_again_later(paid, settings, time_machine):
    site, settings.SANDBOX_URL = settings.SANDBOX_URL, "http://nobody.invalid"
    assert notify(paid.provider_id).status_code == 200
    kept = WebhookEvent.objects.get()
    assert (kept.handled_at, kept.attempts, Payment.objects.get().state) == (None, 1, PaymentState.PROCESSING)
    settings.SANDBOX_URL = site
    handle_notices()
    assert Payment.objects.get().state == PaymentState.PROCESSING  # not yet
    time_machine.move_to(kept.retry_at + timedelta(seconds=1))
    handle_notices()
    kept.refresh_from_db()
    assert (kept.handled_at is None, Payment.objects.get().state) == (False, PaymentState.CAPTURED)


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"\xff\x00", b'{"id": 1}', b"[" * 100_000, b"x" * 300_000])
def test_unreadable_bodies_are_refused_without_detail(body):
    response = Client().post(URL, body, content_type="application/json", headers=signed(body))
    assert (response.status_code, response.content) == (400, b"")


def test_an_unsigned_or_old_notice_is_refused(paid):
    body = b'{"id": "e", "type": "captured", "payment": {"id": "p"}}'
    old = signed(body, int(timezone.now().timestamp()) - 301)
    for headers in ({}, {"Sandbox-Signature": "t=1,v1=00"}, old):
        assert Client().post(URL, body, content_type="application/json", headers=headers).status_code == 400


def test_only_posts_to_known_companies():
    assert Client().get(URL).status_code == 405
    assert Client().post("/checkout/webhooks/nobody/").status_code == 404
