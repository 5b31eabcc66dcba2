"""Stripe within reach of a test (tests.checkout.gateways.stripe_server), and the shop set up for it."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from tests.checkout.gateways.stripe_server import KEY, SECRET, StripeServer


@contextmanager
def stripe_online(settings) -> Iterator[StripeServer]:
    server = StripeServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    settings.PAYMENT_GATEWAY = "stripe"
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = KEY, [SECRET]
    settings.STRIPE_API_BASE = settings.STRIPE_PAGE = server.origin
    try:
        with patch.dict(os.environ, NO_PROXY="127.0.0.1"):
            yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
