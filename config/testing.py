"""pytest's own PostgreSQL and Redis: made before settings load, in memory where possible, gone with the run.

Loaded by `-p config.testing` (pyproject.toml). An address given from outside is used as it is.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from config.embedded.defaults import Place
from config.embedded.lock import AlreadyRunningError, Lock
from config.embedded.postgres import PostgreSQL
from config.embedded.redis_server import RedisServer

REDIS_DATABASES = 16  # as many as Redis has by default
PREFIX = f"daybook-test-{os.getuid()}-"
ENVIRONMENT = {
    "DEBUG": "0",
    "SECRET_KEY": "only-for-tests-only-for-tests-only-for-tests",
    "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
    "HTTPS": "0",
    "STATIC_FINDERS": "1",
    "EMAIL_URL": "memorymail://",
    "SMS_BACKEND": "file",
}


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Runs before pytest-django's hook of the same name, which reads the settings."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        _prepare(early_config)
    # Workers inherit the servers; their keys must not meet, and clearing a cache empties its whole database.
    number = int((worker or "gw0").removeprefix("gw")) % REDIS_DATABASES
    os.environ["REDIS_URL"] = os.environ["REDIS_URL"].replace("?db=0", f"?db={number}")
    os.environ["CACHE_PREFIX"] = f"test-{worker or 'main'}"
    os.environ["QUEUE_PREFIX"] = f"test-{worker or 'main'}:"
    os.environ["SMS_FILE"] = str(Path(os.environ["DAYBOOK_STATE_DIR"]) / f"sms-{worker or 'main'}.jsonl")


def _prepare(config: pytest.Config) -> None:
    os.environ.update(ENVIRONMENT)
    folder = _make_folder()
    config.add_cleanup(lambda: shutil.rmtree(folder))
    place = Place.within(folder)
    lock = Lock(place.state)
    lock.take("tests")
    config.add_cleanup(lock.release)
    os.environ["DAYBOOK_STATE_DIR"] = str(place.state)
    if not os.environ.get("DATABASE_URL"):
        _start(config, PostgreSQL(place, careless=True))
        os.environ["DATABASE_URL"] = place.database_url()
    if not os.environ.get("REDIS_URL"):
        _start(config, RedisServer(place, careless=True))
        os.environ["REDIS_URL"] = place.redis_url()


def _start(config: pytest.Config, server: PostgreSQL | RedisServer) -> None:
    config.add_cleanup(server.stop)
    server.start()


def _make_folder() -> Path:
    """A new folder; those of runs that were killed are removed on the way."""
    memory = Path("/dev/shm")  # noqa: S108
    parent = memory if os.access(memory, os.W_OK) else Path(tempfile.gettempdir())
    for old in parent.glob(f"{PREFIX}*"):
        lock = Lock(old / "state")
        try:
            lock.take("tests")
        except AlreadyRunningError:
            continue
        shutil.rmtree(old, ignore_errors=True)
        lock.release()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
    folder.chmod(0o711)  # PostgreSQL's user must get through when we are root; the folders inside are 0700.
    return folder
