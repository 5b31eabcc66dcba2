"""The sandbox within reach of a test: its HTTP calls, and the shop's, go through Django's test client and back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from urllib.parse import urlsplit

import responses
from django.test import Client
from django.utils import timezone

from checkout.models import Payment
from checkout.sandbox.delivery import deliver_due

SHOP, PROVIDER = "http://testserver", "http://localhost"
METHODS = ("GET", "POST")


class SandboxOnline:
    """What the customer and the worker do."""

    def __init__(self, calls: responses.RequestsMock) -> None:
        self.calls = calls

    def open(self, payment: Payment):
        """The customer opens the provider's page."""
        return Client().get(self._path(payment), headers={"host": urlsplit(PROVIDER).netloc})

    def choose(self, payment: Payment, outcome: str = "pay", **fields):
        """The customer presses a button there (checkout.sandbox.outcomes); where it leads is the answer's url."""
        sent = {"outcome": outcome, **fields}
        return Client().post(self._path(payment), sent, headers={"host": urlsplit(PROVIDER).netloc})

    def deliver(self, now: datetime | None = None) -> int:
        """The worker sends the notices that are due; each runs the shop's webhook. How many it took."""
        return deliver_due(now or timezone.now())

    @staticmethod
    def _path(payment: Payment) -> str:
        return f"/sandbox/pay/{payment.provider_id}/"


@contextmanager
def online(settings) -> Iterator[SandboxOnline]:
    settings.SITE_URL, settings.SANDBOX_URL, settings.PAYMENT_GATEWAY = SHOP, PROVIDER, "sandbox"
    with responses.RequestsMock(assert_all_requests_are_fired=False) as calls:
        for method in METHODS:
            for origin in (SHOP, PROVIDER):
                calls.add_callback(method, re.compile(rf"{origin}/"), _answer)
        yield SandboxOnline(calls)


def _answer(request) -> tuple[int, dict[str, str], bytes]:
    address = urlsplit(request.url)
    body = request.body or b""
    answer = Client().generic(
        request.method,
        address.path,
        body,
        content_type=request.headers.get("Content-Type", "application/octet-stream"),
        headers={**request.headers, "host": address.netloc},
    )
    return answer.status_code, dict(answer.headers), answer.content
