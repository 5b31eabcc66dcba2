"""The shop's side of the sandbox: what a real provider's library would do, over real HTTP."""

import json
import logging
import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from checkout.gateways import sandbox_api
from checkout.gateways.protocol import (
    WEBHOOK_MAX_BYTES,
    WEBHOOK_TOLERANCE_SECONDS,
    BadWebhook,
    Begun,
    GatewayError,
    GatewayRefused,
    Notice,
    RefundReport,
    Report,
)
from checkout.gateways.told import Told
from checkout.models import Payment, PaymentState, Refund, RefundState
from checkout.sandbox import keys
from services.prices import from_minor_units, minor_units

logger = logging.getLogger(__name__)

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
FAILURES = {"failed": _("The payment was declined."), "expired": _("The time to pay ended.")}


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
        told = sandbox_api.call("POST", "", wanted, key=payment.idempotency_key)
        return Begun(told.text("id"), told.text("url"))

    def look_up(self, payment: Payment) -> Report:
        return _report(sandbox_api.call("GET", _path(payment)))

    def capture(self, payment: Payment, amount: Decimal) -> Report:
        wanted = {"amount": minor_units(amount, payment.currency)}
        return _report(sandbox_api.call("POST", _path(payment, "/capture"), wanted))

    def void(self, payment: Payment) -> Report:
        return _report(sandbox_api.call("POST", _path(payment, "/void")))

    def refund(self, refund: Refund) -> RefundReport:
        wanted = {"amount": minor_units(refund.amount, refund.payment.currency)}
        told = sandbox_api.call("POST", _path(refund.payment, "/refunds"), wanted, key=refund.idempotency_key)
        return RefundReport(RefundState.DONE, told.text("id"))

    def read_webhook(self, body: bytes, headers: Mapping[str, str], now: datetime) -> Notice:
        _verify(body, headers, now)
        try:
            told = json.loads(body)
            return Notice(str(told["id"]), str(told["type"]), str(told["payment"]["id"]))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise BadWebhook("unreadable") from error

    def expire(self, payment: Payment) -> None:
        try:
            sandbox_api.call("POST", _path(payment, "/expire"))
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


def _path(payment: Payment, what: str = "") -> str:
    if not payment.provider_id:
        raise GatewayRefused("The sandbox was never told of this payment.")
    return f"/{payment.provider_id}{what}"


def _report(told: Told) -> Report:
    """A payment that was given back, wholly or partly, says so in its state."""
    currency, status = told.text("currency"), told.one_of("status", STATES)
    captured, refunded = told.whole("amount_captured"), told.whole("amount_refunded")
    state = STATES[status]
    if refunded:
        state = PaymentState.REFUNDED if refunded == captured else PaymentState.PARTLY_REFUNDED
    return Report(
        state=state,
        amount=from_minor_units(told.whole("amount"), currency),
        amount_captured=from_minor_units(captured, currency),
        currency=currency,
        amount_refunded=from_minor_units(refunded, currency),
        failure=str(FAILURES.get(status, "")),
    )
