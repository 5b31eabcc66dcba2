"""`manage.py <command>` brings its own servers when none run."""

from concurrent.futures import ThreadPoolExecutor

from tests.config.launcher import Launcher, manage

ASK = "from django.db import connection as c; from django.core.cache import cache; cache.set('k', 6);"
ASK += "print(c.cursor().execute('SELECT 7').fetchone()[0], cache.get('k'))"


def test_a_command_has_servers_and_leaves_none(state):
    result = manage("shell", "--no-imports", "-c", ASK)
    assert (result.returncode, result.stdout, result.stderr) == (0, "7 6\n", "")
    assert Launcher(state).everybody() == []


def test_two_commands_at_once_share_them(state):
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(lambda _: manage("shell", "--no-imports", "-c", ASK), range(2)))
    assert [(result.returncode, result.stdout) for result in results] == [(0, "7 6\n")] * 2
    assert Launcher(state).everybody() == []


def test_with_both_addresses_given_nothing_is_made(state):
    given = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1/0", "DEBUG": "1"}
    result = manage("shell", "--no-imports", "-c", "print('started')", SECRET_KEY="x" * 50, **given)
    assert (result.returncode, result.stdout) == (0, "started\n")
    assert not state.exists()
