"""A worker of the tests ends with them, killed or not, and leaves nothing in the temporary folder."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.config.launcher import environment_of, eventually, processes
from tests.races.worker import Worker

QUEUE = "orphaned"
TESTS = f"""
import django, time
django.setup()
from tests.races.worker import Worker
Worker(QUEUE="{QUEUE}").start()
time.sleep(120)
"""


def workers() -> list[int]:
    """The worker and its two children."""
    return [
        pid
        for pid, _parent, command in processes()
        if "celery" in command and f"QUEUE={QUEUE}".encode() in environment_of(pid)
    ]


def test_a_worker_ends_when_the_tests_are_killed():
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    with subprocess.Popen([sys.executable, "-c", TESTS], cwd=settings.BASE_DIR, env=env) as tests:
        assert eventually(lambda: len(workers()) >= 3, 60)
        tests.send_signal(signal.SIGKILL)
    assert eventually(lambda: workers() == [], 20)


@pytest.mark.django_db
def test_a_killed_workers_temporary_files_go_with_it():
    worker = Worker(QUEUE=QUEUE)
    worker.start()
    folder = Path(worker.folder.name)
    assert eventually(lambda: len(workers()) >= 3, 60)
    assert b"TMPDIR=" + os.fsencode(folder) in environment_of(worker.process.pid)
    worker.kill()
    assert not folder.exists()
