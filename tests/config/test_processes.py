"""Children end with whoever started them."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from config.embedded import processes
from config.embedded.defaults import PROJECT
from tests.config.launcher import eventually

PARENT = """
import signal, sys, time
from config.embedded import processes
if sys.argv[1] == "watched":
    processes._libc = None
child = processes.spawn(["sleep", "60"], log=None, when_orphaned=signal.SIGTERM)
print(child.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("manner", ["tied", "watched"])
def test_a_child_ends_when_its_parent_is_killed(manner):
    command = [sys.executable, "-c", PARENT, manner]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE) as parent:
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    assert eventually(lambda: not alive(child), 5)


def test_a_child_that_ignores_the_request_is_ended(folder):
    script = "trap '' TERM; echo ready; while :; do sleep 0.1; done"
    child = processes.spawn(["sh", "-c", script], log=folder / "log", when_orphaned=signal.SIGKILL)
    assert eventually(lambda: processes.tail(folder / "log") == "ready")
    processes.stop(child, (signal.SIGTERM, 0.3))
    assert child.returncode == -signal.SIGKILL


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
