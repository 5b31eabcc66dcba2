import os
import signal
import subprocess
import sys

import pytest

from config.embedded.defaults import PROJECT
from config.embedded.lock import AlreadyRunningError, Lock

HOLD = """
import sys, time
from pathlib import Path
from config.embedded.lock import Lock
lock = Lock(Path(sys.argv[1]))
lock.take("site")
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_holder_learns_who_holds_it(folder):
    Lock(folder).take("site")
    with pytest.raises(AlreadyRunningError) as refusal:
        Lock(folder).take("command")
    assert str(refusal.value) == f"Daybook is already running (pid {os.getpid()}) on this data."
    assert refusal.value.doing == "site"


def test_it_goes_with_a_holder_that_is_killed(folder):
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyRunningError):
            Lock(folder).take("site")
        holder.send_signal(signal.SIGKILL)
    Lock(folder).take("site")


def test_a_short_command_is_waited_for_and_a_site_is_not(folder):
    holder = Lock(folder)
    holder.take("command")
    with pytest.raises(AlreadyRunningError):
        Lock(folder).take_after("site", patience=0.2)
    holder.release()
    Lock(folder).take_after("site", patience=0.2)
