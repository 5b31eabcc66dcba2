"""The shop's side of the sandbox: what a real provider's library would do, over real HTTP."""

import json
import logging
import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.urls import reverse

from checkout.gateways.protocol import (
    WEBHOOK_MAX_BYTES,
    WEBHOOK_TOLERANCE_SECONDS,
    BadWebhook,
    Begun,
    GatewayError,
    GatewayRefused,
    GatewayUnavailable,
    Notice,
    RefundReport,
    Report,
)
from checkout.models import Payment, PaymentState, Refund, RefundState
from checkout.sandbox import keys
from services.prices import from_minor_units, minor_units

logger = logging.getLogger(__name__)

TIMEOUT = (2, 5)  # seconds to connect, to answer
ASK_AGAIN = {408, 425, 429}
SIGNATURE = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})")
STATES = {
    "open": PaymentState.PROCESSING,
    "processing": PaymentState.PROCESSING,
    "authorised": PaymentState.AUTHORISED,
    "captured": PaymentState.CAPTURED,
    "failed": PaymentState.FAILED,
    "expired": PaymentState.FAILED,
    "voided": PaymentState.VOIDED,
}


class SandboxGateway:
    """See checkout.gateways.protocol.Gateway for what each method promises."""

    name = "sandbox"

    @property
    def origin(self) -> str:
        address = urlsplit(settings.SANDBOX_URL)
        return f"{address.scheme}://{address.netloc}"

    def begin(
        self, payment: Payment, *, description: str, return_url: str, cancel_url: str, expires_at: datetime
    ) -> Begun:
        wanted = {
            "amount": minor_units(payment.amount, payment.currency),
            "currency": payment.currency,
            "description": description[:200],
            "capture_later": payment.capture_later,
            "return_url": return_url,
            "cancel_url": cancel_url,
            "webhook_url": settings.SITE_URL + reverse("checkout:webhook", args=[self.name]),
            "expires_at": expires_at.isoformat(),
        }
        told = _call("POST", "", wanted, key=payment.idempotency_key)
        return Begun(told["id"], told["url"])

    def look_up(self, payment: Payment) -> Report:
        return _report(_call("GET", f"/{payment.provider_id}"))

    def capture(self, payment: Payment, amount: Decimal) -> Report:
        wanted = {"amount": minor_units(amount, payment.currency)}
        return _report(_call("POST", f"/{payment.provider_id}/capture", wanted))

    def void(self, payment: Payment) -> Report:
        return _report(_call("POST", f"/{payment.provider_id}/void"))

    def refund(self, refund: Refund) -> RefundReport:
        wanted = {"amount": minor_units(refund.amount, refund.payment.currency)}
        told = _call("POST", f"/{refund.payment.provider_id}/refunds", wanted, key=refund.idempotency_key)
        return RefundReport(RefundState.DONE, told["id"])

    def read_webhook(self, body: bytes, headers: Mapping[str, str], now: datetime) -> Notice:
        _verify(body, headers, now)
        try:
            told = json.loads(body)
            return Notice(str(told["id"]), str(told["type"]), str(told["payment"]["id"]))
        except (ValueError, TypeError, KeyError) as error:
            raise BadWebhook("unreadable") from error

    def expire(self, payment: Payment) -> None:
        try:
            _call("POST", f"/{payment.provider_id}/expire")
        except GatewayError as error:
            logger.info("payment %s not ended at the sandbox: %s", payment.pk, error)


def _verify(body: bytes, headers: Mapping[str, str], now: datetime) -> None:
    if len(body) > WEBHOOK_MAX_BYTES:
        raise BadWebhook("too long")
    lowered = {name.lower(): value for name, value in headers.items()}
    found = SIGNATURE.fullmatch(lowered.get("sandbox-signature", ""))
    if found is None:
        raise BadWebhook("not signed")
    sent_at = int(found[1])
    if not keys.knows_signature(found[2], body, sent_at):
        raise BadWebhook("signed by somebody else")
    if abs(now.timestamp() - sent_at) > WEBHOOK_TOLERANCE_SECONDS:
        raise BadWebhook("stale")


def _call(method: str, path: str, wanted: dict[str, Any] | None = None, key: str = "") -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {keys.api_key()}"}
    if key:
        headers["Idempotency-Key"] = key
    url = f"{settings.SANDBOX_URL}/sandbox/api/payments{path}"
    try:
        with requests.Session() as session:
            session.trust_env = False  # Our own address: no proxy of the environment, no .netrc over our key.
            answer = session.request(method, url, json=wanted, headers=headers, timeout=TIMEOUT, allow_redirects=False)
        told = answer.json()
    except requests.RequestException as error:
        raise GatewayUnavailable(type(error).__name__) from error
    if answer.status_code == requests.codes.ok:
        return dict(told)
    if 400 <= answer.status_code < 500 and answer.status_code not in ASK_AGAIN:
        raise GatewayRefused(str(told.get("error", answer.status_code)))
    raise GatewayUnavailable(f"answered {answer.status_code}")


def _report(told: dict[str, Any]) -> Report:
    """A payment that was given back, wholly or partly, says so in its state."""
    currency = told["currency"]
    state = STATES[told["status"]]
    if told["amount_refunded"]:
        whole = told["amount_refunded"] == told["amount_captured"]
        state = PaymentState.REFUNDED if whole else PaymentState.PARTLY_REFUNDED
    return Report(
        state=state,
        amount=from_minor_units(told["amount"], currency),
        amount_captured=from_minor_units(told["amount_captured"], currency),
        currency=currency,
        failure=_failure(told["status"]),
    )
