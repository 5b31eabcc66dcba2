"""A real Celery worker on the test's own database and queue, to be killed without mercy."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection


class Worker:
    """Started in its own process group, so that a kill takes its children too."""

    def __init__(self, **environment: str):
        self.environment = environment
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--concurrency", "2"]
        self.process = subprocess.Popen(
            [*command, "--without-mingle", "--without-gossip", "--without-heartbeat", "--loglevel", "ERROR"],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": database_url(), "DAYBOOK_PROCESS": "worker"} | self.environment,
            start_new_session=True,
        )

    def kill(self) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def __enter__(self) -> "Worker":
        self.start()
        return self

    def __exit__(self, *args: object) -> None:
        self.kill()


def database_url() -> str:
    """The test database, as another process reaches it."""
    return urlsplit(settings.DATABASE_URL)._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


def wait_until(true: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether it came true in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.05)
    return False
