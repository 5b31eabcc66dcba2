import pytest

from tests.factories import BusinessFactory, ResourceFactory, ServiceFactory


@pytest.fixture
def anna(business):
    return ResourceFactory(name="Anna")


@pytest.fixture
def ben(business):
    return ResourceFactory(name="Ben", hours="tue 10:00-14:00")


@pytest.fixture
def massage(anna):
    return ServiceFactory(slug="massage", name="Massage", groups=[[anna]])


@pytest.fixture
def place_in(business):
    """place_in("America/Santiago", "sun 00:00-06:00"): a service of a business in that zone."""

    def make(zone, hours, **service):
        BusinessFactory(time_zone=zone, horizon_days=400)
        person = ResourceFactory(hours=hours)
        return ServiceFactory(slug="there", groups=[[person]], **service)

    return make
