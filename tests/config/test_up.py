"""`manage.py up` as real processes: T17 and T18 of the launcher, in a small size."""

import os
import signal
import time

from tests.config.launcher import eventually, manage

WORKER, REDIS, POSTGRES = r"celery -A config worker", r"redis-server", r"postgres -D"


def test_it_opens_once_stops_cleanly_and_opens_again_on_the_same_data(launcher):
    launcher.start()
    assert "Sign in as `owner` with the password" in launcher.said()
    assert launcher.status() == 200
    assert "WARNING" not in (launcher.state / "web.log").read_text()
    second = manage("up", "--port", "1")
    assert (second.returncode, second.stderr) == (
        1,
        f"Daybook is already running (pid {launcher.process.pid}) on this data.\n",
    )
    assert launcher.stop(signal.SIGINT) == 0
    assert launcher.everybody() == []
    launcher.start()
    assert "Sign in as" not in launcher.said()
    assert launcher.stop(signal.SIGTERM) == 0


def test_whoever_is_killed_is_started_again(launcher):
    launcher.start()
    os.kill(worker := launcher.child(WORKER), signal.SIGKILL)
    assert eventually(lambda: launcher.child(WORKER) not in {None, worker})
    os.kill(postgres := launcher.child(POSTGRES), signal.SIGKILL)
    assert eventually(lambda: launcher.child(POSTGRES) not in {None, postgres})
    assert eventually(lambda: "PostgreSQL runs again." in launcher.said())
    assert launcher.status() == 200


def test_a_redis_that_keeps_dying_does_not_end_the_site(launcher):
    launcher.start()
    until = time.monotonic() + 8
    while time.monotonic() < until:
        if redis := launcher.child(REDIS):
            os.kill(redis, signal.SIGKILL)
        time.sleep(1.6)
    assert eventually(lambda: launcher.child(REDIS) and launcher.child(WORKER), 10)
    assert launcher.status() == 200


def test_killed_it_leaves_no_one_behind_and_starts_again_at_once(launcher):
    launcher.start()
    launcher.stop(signal.SIGKILL)
    launcher.start()
    assert launcher.status() == 200
    launcher.stop(signal.SIGKILL)
    assert eventually(lambda: launcher.everybody() == [], 15)
