"""What the sandbox and the shop share: a key for its API and a secret for its notices, both made of SECRET_KEY."""

import hashlib
import hmac

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

API_SALT = "checkout.sandbox.api"
WEBHOOK_SALT = "checkout.sandbox.webhook"


def api_key() -> str:
    return _derived(API_SALT, settings.SECRET_KEY)


def knows_api_key(given: str) -> bool:
    """Old keys too, while SECRET_KEY is being rotated."""
    return _is_one_of(given, [_derived(API_SALT, secret) for secret in _secrets()])


def signature(body: bytes, sent_at: int) -> str:
    """HMAC-SHA256 over `<unix seconds>.<body>`, in hex."""
    return _signature(settings.SECRET_KEY, body, sent_at)


def knows_signature(given: str, body: bytes, sent_at: int) -> bool:
    return _is_one_of(given, [_signature(secret, body, sent_at) for secret in _secrets()])


def _secrets() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _derived(salt: str, secret: str) -> str:
    return salted_hmac(salt, "key", secret=secret, algorithm="sha256").hexdigest()


def _signature(secret: str, body: bytes, sent_at: int) -> str:
    key = _derived(WEBHOOK_SALT, secret).encode()
    return hmac.new(key, str(sent_at).encode() + b"." + body, hashlib.sha256).hexdigest()


def _is_one_of(given: str, known: list[str]) -> bool:
    # A list, so that every one is compared whatever the first says.
    return any([constant_time_compare(given, one) for one in known])  # noqa: C419
