"""Stripe's own library over a connection of ours; its many errors become the protocol's two."""

import logging
import threading
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import requests
import stripe
from django.conf import settings

from checkout.gateways.protocol import GatewayRefused, GatewayUnavailable
from checkout.gateways.told import Told

logger = logging.getLogger(__name__)

TIMEOUT = (3, 10)  # seconds to connect, to answer
NO = (stripe.CardError, stripe.InvalidRequestError, stripe.IdempotencyError)
NOT_US = (stripe.AuthenticationError, stripe.PermissionError)
# Of an answer that is JSON and not what Stripe sends the library may say anything.
UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)

stripe.enable_telemetry = False  # It would tell of this machine, and write to its home.


class StoredFailure(GatewayUnavailable):
    """Stripe failed, has kept that with the key, and will say so for a day whatever is true now."""


class Connection(stripe.HTTPClient):
    """One session for each thread, kept open. No redirects are followed, and no .netrc speaks over our key."""

    name = "requests"

    def __init__(self) -> None:
        super().__init__()
        self._own = threading.local()

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None, post_data: Any = None, **_: object
    ) -> tuple[Any, int, Mapping[str, str]]:
        try:
            answer = self._session().request(
                method, url, headers=headers, data=post_data, timeout=TIMEOUT, allow_redirects=False
            )
        except requests.RequestException as error:
            raise stripe.APIConnectionError(type(error).__name__) from error
        return answer.content, answer.status_code, answer.headers

    def close(self) -> None:
        """Of this thread."""
        self._session().close()

    def _session(self) -> requests.Session:
        if not hasattr(self._own, "session"):
            self._own.session = requests.Session()
            self._own.session.auth = lambda request: request
        return self._own.session


def client() -> stripe.StripeClient:
    """For the key and the address in the settings. What failed is asked again by us, with the same key, not by it."""
    return _client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE)


@lru_cache(maxsize=4)
def _client(key: str, base: str) -> stripe.StripeClient:
    return stripe.StripeClient(key, http_client=Connection(), base_addresses={"api": base}, max_network_retries=0)


def told(ask: Callable[[], stripe.StripeObject]) -> Told:
    """What `ask`, one call of the library, was answered. Raises GatewayRefused for a no, GatewayUnavailable for none.

    A key or a right that is missing says nothing of the payment: that is no answer, and the log says why.
    """
    try:
        answer = ask()
        data = answer.last_response.data if answer.last_response else None
    except NO as error:
        raise GatewayRefused(error.user_message or error.code or type(error).__name__) from error
    except NOT_US as error:
        logger.error("Stripe does not let us in: %s. Is STRIPE_SECRET_KEY right?", type(error).__name__)
        raise GatewayUnavailable(type(error).__name__) from error
    except stripe.APIConnectionError as error:
        raise GatewayUnavailable(f"no answer: {error.user_message}") from error
    except stripe.StripeError as error:
        stored = (error.headers or {}).get("Idempotent-Replayed") == "true"
        raise (StoredFailure if stored else GatewayUnavailable)(f"answered {error.http_status}") from error
    except UNREADABLE as error:
        raise GatewayUnavailable("answered what nobody can read") from error
    if not isinstance(data, dict):
        raise GatewayUnavailable("answered what nobody can read")
    return Told(data)
