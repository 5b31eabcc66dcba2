"""A cluster left behind in any state opens again."""

import os
import signal
import subprocess
import sys

import pytest

from config.embedded.postgres import PostgreSQL


@pytest.fixture
def postgres(place):
    server = PostgreSQL(place, careless=True)
    yield server
    server.stop()


def leave_pid_file(postgres, pid: int) -> None:
    """As after a crash: the file names a pid that is no longer PostgreSQL's."""
    postgres.start()
    pid_file = postgres.data / "postmaster.pid"
    lines = pid_file.read_text().split("\n")
    postgres.stop()
    pid_file.write_text("\n".join([str(pid), *lines[1:]]))


def test_it_answers_in_a_path_with_a_space(postgres):
    assert " " in str(postgres.data)
    assert not postgres.answers()
    postgres.start()
    assert postgres.answers()


def test_the_remains_of_a_crash_while_its_data_was_made_are_removed(postgres, place):
    remains = place.cluster / "data.tmp-1"
    remains.mkdir(parents=True)
    (remains / "PG_VERSION").write_text("18\n")
    place.cluster.chmod(0o700)
    postgres.start()
    assert [entry.name for entry in place.cluster.iterdir()] == ["data"]


def test_the_pid_file_of_a_zombie_is_no_obstacle(postgres):
    with subprocess.Popen([sys.executable, "-c", ""]) as zombie:
        os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
        leave_pid_file(postgres, zombie.pid)
        postgres.start()
        assert postgres.answers()


def test_the_pid_file_of_a_pid_since_given_to_another_program_is_no_obstacle(postgres):
    leave_pid_file(postgres, os.getpid())
    postgres.start()
    assert postgres.answers()


def test_it_recovers_from_being_killed(postgres):
    postgres.start()
    postgres.process.send_signal(signal.SIGKILL)
    postgres.process.wait()
    postgres.start()
    assert postgres.answers()
