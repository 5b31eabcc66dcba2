"""Real servers and real launchers, each in a folder of its own with a space in its name."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

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
