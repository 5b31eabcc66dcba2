"""What every test may ask for."""

import os
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from tests.factories import BusinessFactory

# The one without windows needs a third of the other's time.
CHROMIUM = next(filter(Path.exists, map(Path, ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium"))), None)

hypothesis.settings.register_profile("untimed", deadline=None)  # times are the benchmark's
hypothesis.settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _fresh_cache():
    """Limits counted in one test are not those of the next."""
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _static_files_when_asked():
    """Each test's client begins with the middleware: it is not to read every static file again."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(scope="session", autouse=True)
def _patient_database():
    """On a machine that does much at once a test may think for longer than a site would let it: no limit here."""
    connection.settings_dict["OPTIONS"]["options"] += " -c idle_in_transaction_session_timeout=0"


@pytest.fixture
def business(db):
    return BusinessFactory(name="Estudio Argumosa", phone="+34910123456")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium; live_server's threads and Playwright's loop share this process."""
    if CHROMIUM is None:
        reason = "There is no Chromium; install the package chromium-headless-shell to run the browser tests."
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    return browser_type_launch_args | {"executable_path": str(CHROMIUM), "args": ["--no-sandbox", "--disable-gpu"]}
