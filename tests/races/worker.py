"""A real Celery worker on the test's own database and queue, to be killed without mercy."""

import os
import signal
import sys
import time
from collections.abc import Callable
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from config.embedded import processes


class Worker:
    """In a process group of its own, so that a kill takes its children too; it ends when the test's process does.

    What it leaves in its temporary folder when it is killed goes with it.
    """

    def __init__(self, **environment: str):
        self.environment = environment
        self.process: processes.Process | None = None
        self.folder: TemporaryDirectory[str] | None = None

    def start(self) -> None:
        self.folder = TemporaryDirectory(prefix="worker-", dir=os.environ["DAYBOOK_STATE_DIR"])
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--concurrency", "2"]
        own = {"DATABASE_URL": database_url(), "DAYBOOK_PROCESS": "worker", "TMPDIR": self.folder.name}
        self.process = processes.spawn(
            [*command, "--without-mingle", "--without-gossip", "--without-heartbeat", "--loglevel", "ERROR"],
            log=None,
            when_orphaned=signal.SIGTERM,
            env=os.environ | own | self.environment,
            cwd=settings.BASE_DIR,
        )

    def kill(self) -> None:
        if self.process is not None and self.folder is not None:
            processes.end_group(self.process)
            self.process.wait()
            self.folder.cleanup()
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
