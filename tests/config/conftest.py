"""Real servers and real launchers, each in a folder of its own with a space in its name; the demo business."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from config.embedded import defaults
from config.embedded.defaults import Place
from tests.config.launcher import Launcher


@pytest.fixture
def folder():
    """Root's PostgreSQL runs as somebody else, who must be able to pass through."""
    made = Path(tempfile.mkdtemp(prefix="day book "))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def place(folder):
    where = Place.within(folder)
    where.state.mkdir(mode=0o700)
    return where


@pytest.fixture
def state(folder, monkeypatch):
    """A state folder named by the environment; what root keeps elsewhere goes at the end as well."""
    monkeypatch.setenv("DAYBOOK_STATE_DIR", str(folder / "state"))
    yield folder / "state"
    if os.getuid() == 0:
        shutil.rmtree(defaults.place().cluster.parent, ignore_errors=True)


@pytest.fixture
def launcher(state):
    with Launcher(state) as made:
        yield made


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Made once for the file, and undone after it; its worker is not woken."""
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        call_command("demo", verbosity=0)
        yield
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)
