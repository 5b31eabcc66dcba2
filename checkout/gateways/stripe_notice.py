"""A notice of Stripe's: verified by its own library, read for what it is about and no further."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import stripe
from django.conf import settings

from checkout.gateways.protocol import WEBHOOK_MAX_BYTES, WEBHOOK_TOLERANCE_SECONDS, BadWebhook, Notice


def read_notice(body: bytes, headers: Mapping[str, str], now: datetime) -> Notice:
    """Raises BadWebhook."""
    if len(body) > WEBHOOK_MAX_BYTES:
        raise BadWebhook("too long")
    lowered = {name.lower(): value for name, value in headers.items()}
    _verify(body, lowered.get("stripe-signature", ""), now)
    try:
        told = json.loads(body)
        return Notice(_text(told["id"]), _text(told["type"]), _about(told["data"]["object"]))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadWebhook("unreadable") from error


def _verify(body: bytes, header: str, now: datetime) -> None:
    """By any of the secrets, so that one can be replaced without losing a notice."""
    secrets = [secret.strip() for secret in settings.STRIPE_WEBHOOK_SECRET]
    if not header.isascii() or not any(_is_signed(body, header, secret) for secret in secrets):
        raise BadWebhook("not signed, or by somebody else")
    sent_at = next(part[2:] for part in header.split(",") if part.startswith("t="))
    if not sent_at.isdecimal() or abs(now.timestamp() - int(sent_at)) > WEBHOOK_TOLERANCE_SECONDS:
        raise BadWebhook("stale")


def _is_signed(body: bytes, header: str, secret: str) -> bool:
    """How old it may be is asked by us: the library believes any time to come."""
    try:
        return bool(stripe.WebhookSignature.verify_header(body, header, secret))
    except stripe.SignatureVerificationError:
        return False
    except UnicodeDecodeError as error:
        raise BadWebhook("unreadable") from error


def _about(told: dict[str, Any]) -> str:
    """The number of the session or of the intent; "" for what concerns no payment, such as a payout."""
    if told["object"] in ("checkout.session", "payment_intent"):
        return _text(told["id"])
    intent = told.get("payment_intent")  # of a charge, a refund or a dispute
    return _text(intent["id"] if isinstance(intent, dict) else intent or "")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
