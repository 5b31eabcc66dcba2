"""One request to the sandbox."""

from typing import Any

import requests
from django.conf import settings

from checkout.gateways.protocol import GatewayRefused, GatewayUnavailable
from checkout.gateways.told import Told
from checkout.sandbox import keys

TIMEOUT = (2, 5)  # seconds to connect, to answer
# Said of the request or the key, not of the payment.
SAYS_NOTHING = {401, 403, 408, 425, 429}


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
