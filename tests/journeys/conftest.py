"""A site with its provider and worker, and browsers that visit it.

Everything is real: Chromium, PostgreSQL, Redis, a Celery worker in a process of its own, and a provider's page on
another origin (localhost beside 127.0.0.1).
"""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.customer import Customer
from tests.journeys.owner import Owner
from tests.journeys.post import Post
from tests.journeys.visits import Visits
from tests.journeys.workshop import Workshop

expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def origins(live_server):
    """(the shop's, the provider's)."""
    port = urlsplit(live_server.url).port
    return f"http://127.0.0.1:{port}", f"http://localhost:{port}"


@pytest.fixture(scope="session")
def post(tmp_path_factory):
    return Post(tmp_path_factory.mktemp("post"))


@pytest.fixture(scope="session")
def workshop(browser, origins, post):
    shop, provider = origins
    with Workshop(SITE_URL=shop, SANDBOX_URL=provider, **post.environment) as workshop:
        yield workshop


@pytest.fixture
def site(origins, settings, transactional_db, workshop):
    """The shop's address; a form may be sent as fast as a test fills it."""
    settings.SITE_URL, settings.SANDBOX_URL = origins
    settings.FASTEST_FORM_SECONDS = 0
    yield settings.SITE_URL
    workshop.rest()


@pytest.fixture
def visits(browser, site, origins):
    """Contexts of the browser, closed and looked through at the end."""
    with Visits(browser, site, origins) as visits:
        yield visits


@pytest.fixture
def visit(visits):
    """visit(script=False, phone=True, ...) is a person with a browser of their own."""

    def visit(**how) -> Customer:
        return Customer(visits.open(**how), script=how.get("script", True))

    return visit


@pytest.fixture(params=[True, False], ids=["script on", "script off"])
def script(request):
    return request.param


@pytest.fixture
def customer(visit, script):
    """Each test that asks for one runs with script and without."""
    return visit(script=script)


@pytest.fixture
def owner(visits, client):
    return Owner(visits.open(), client)
