"""`manage.py` as somebody types it, in a process of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from config.embedded.defaults import PROJECT
from config.testing import ENVIRONMENT

GIVEN_BY_TESTS = {*ENVIRONMENT, "DATABASE_URL", "REDIS_URL", "CACHE_PREFIX", "QUEUE_PREFIX", "SMS_FILE"}


def manage(*arguments, **environment) -> subprocess.CompletedProcess[str]:
    """Run it to the end."""
    command = [sys.executable, "manage.py", *arguments]
    env = plain_environment() | environment
    return subprocess.run(command, cwd=PROJECT, env=env, capture_output=True, text=True, timeout=60, check=False)


def plain_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in GIVEN_BY_TESTS}


def eventually(fact: Callable[[], object], seconds: float = 15) -> bool:
    """Whether it becomes true in time."""
    until = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Launcher:
    """One `manage.py up` on one state folder."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.port = free_port()
        self.output = state.with_name("output")
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        assert eventually(lambda: not self.everybody())

    def start(self) -> None:
        command = [sys.executable, "manage.py", "up", "--port", str(self.port)]
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                command, cwd=PROJECT, env=plain_environment(), stdout=output, stderr=output
            )
        assert eventually(lambda: "Ctrl-C stops" in self.said(), 120), self.said()

    def said(self) -> str:
        return self.output.read_text()

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)

    def status(self) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/admin/login/", timeout=10) as answer:
            return answer.status

    def child(self, pattern: str) -> int | None:
        """The pid of the launcher's own child whose command matches."""
        return next(
            (
                pid
                for pid, parent, command in processes()
                if parent == self.process.pid and re.search(pattern, command)
            ),
            None,
        )

    def everybody(self) -> list[int]:
        """Pids of all processes started for this state folder, however deep."""
        mark = f"DAYBOOK_STATE_DIR={self.state}".encode()
        return [pid for pid, _, _ in processes() if pid != os.getpid() and mark in environment_of(pid)]


def processes() -> list[tuple[int, int, str]]:
    """(pid, parent's pid, command) of everything that runs."""
    listing = subprocess.run(
        ["ps", "-ww", "-eo", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(None, 3) for line in listing.splitlines()]
    return [(int(pid), int(parent), command) for pid, parent, stat, command in rows if stat[0] != "Z"]


def environment_of(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return []
