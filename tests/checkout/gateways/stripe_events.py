"""Signed notices, in the documented scheme: HMAC-SHA256 over `<unix seconds>.<body>`, as `t=...,v1=...`."""

import hashlib
import hmac
import json
import time
from itertools import count
from typing import Any

_numbers = count(1)


def event(kind: str, told: dict[str, Any], number: str = "") -> dict[str, Any]:
    return {
        "id": number or f"evt_test_{next(_numbers):06}{int(time.time() * 1000):x}",
        "object": "event",
        "api_version": "2026-10-28.endive",
        "created": int(time.time()),
        "data": {"object": {name: value for name, value in told.items() if name != "intent_data"}},
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "type": kind,
    }


def signature(body: bytes, secret: str, at: float | None = None) -> str:
    sent_at = int(time.time() if at is None else at)
    mac = hmac.new(secret.encode(), f"{sent_at}.".encode() + body, hashlib.sha256)
    return f"t={sent_at},v1={mac.hexdigest()}"


def signed(told: dict[str, Any], secret: str, at: float | None = None) -> tuple[bytes, dict[str, str]]:
    """(body, headers) of one delivery."""
    body = json.dumps(told, indent=2).encode()
    return body, {"Stripe-Signature": signature(body, secret, at), "Content-Type": "application/json; charset=utf-8"}
