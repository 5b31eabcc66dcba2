import pytest

from tests.checkout.gateways.online import online
from tests.checkout.gateways.stripe_online import stripe_online
from tests.checkout.inline import worker_inline


@pytest.fixture
def sandbox_online(settings):
    """The sandbox provider, reachable without a server (tests.checkout.gateways.online.SandboxOnline)."""
    with online(settings) as sandbox:
        yield sandbox


@pytest.fixture
def stripe(settings):
    """Stripe on a server of this machine (tests.checkout.gateways.stripe_server.StripeServer)."""
    with stripe_online(settings) as server:
        yield server


@pytest.fixture
def commits():
    with worker_inline() as commits:
        yield commits
