"""One request to the sandbox, and an answer that is believed only as far as it can be read."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

import requests
from django.conf import settings

from checkout.gateways.protocol import GatewayRefused, GatewayUnavailable
from checkout.sandbox import keys

TIMEOUT = (2, 5)  # seconds to connect, to answer
# Said of the request or the key, not of the payment.
SAYS_NOTHING = {401, 403, 408, 425, 429}


@dataclass(frozen=True, slots=True)
class Told:
    """The object that was answered. A part that is missing or of another kind raises GatewayUnavailable."""

    answer: dict[str, Any]

    def text(self, name: str) -> str:
        return str(self._part(name, str))

    def whole(self, name: str) -> int:
        return int(self._part(name, int))

    def one_of(self, name: str, known: Container[str]) -> str:
        value = self.text(name)
        if value not in known:
            raise GatewayUnavailable(f"answered an unknown {name}")
        return value

    def _part(self, name: str, kind: type) -> Any:
        value = self.answer.get(name)
        if not isinstance(value, kind):
            raise GatewayUnavailable(f"answered without {name}")
        return value


def call(method: str, path: str, wanted: dict[str, Any] | None = None, key: str = "") -> Told:
    """`path` follows /sandbox/api/payments. Raises GatewayRefused for a no, GatewayUnavailable for no answer."""
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
    if not isinstance(told, dict) or answer.status_code in SAYS_NOTHING:
        raise GatewayUnavailable(f"answered {answer.status_code}")
    if answer.status_code == requests.codes.ok:
        return Told(told)
    if 400 <= answer.status_code < 500:
        raise GatewayRefused(str(told.get("error", answer.status_code)))
    raise GatewayUnavailable(f"answered {answer.status_code}")
