import pytest

from checkout.gateways import GATEWAYS
from checkout.models import OFFLINE
from tests.checkout.gateways.companies import COMPANIES


@pytest.fixture(params=sorted(GATEWAYS.keys() - {OFFLINE}))
def company(request, settings):
    """Each company of the registry, within reach; the shop's payments go to it."""
    with COMPANIES[request.param](settings) as company:
        yield company
