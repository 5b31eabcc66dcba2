import pytest

from tests.checkout.gateways.online import online


@pytest.fixture
def sandbox_online(settings):
    """The sandbox provider, reachable without a server (tests.checkout.gateways.online.SandboxOnline)."""
    with online(settings) as sandbox:
        yield sandbox
