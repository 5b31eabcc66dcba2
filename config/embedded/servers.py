"""The embedded servers for the time of one command."""

import contextlib
import fcntl
import os
import sys
import time
from collections.abc import Iterator, Sequence

from config.embedded import units
from config.embedded.defaults import Place, make_folder, place
from config.embedded.lock import AlreadyRunningError, Lock
from config.embedded.postgres import PostgreSQL
from config.embedded.redis_server import RedisServer

Server = PostgreSQL | RedisServer

# `up` starts the servers itself; these never ask the database anything.
WITHOUT_SERVERS = {"up", "help", "version", "collectstatic", "findstatic", "makemessages", "compilemessages"}


def wanted(where: Place) -> list[Server]:
    """The servers the environment gives no address for."""
    servers: list[Server] = []
    if not os.environ.get("DATABASE_URL"):
        servers.append(PostgreSQL(where))
    if not os.environ.get("REDIS_URL"):
        servers.append(RedisServer(where))
    return servers


@contextlib.contextmanager
def for_command(arguments: Sequence[str]) -> Iterator[None]:
    """Servers for `manage.py <arguments>`: those already running, else our own, stopped at the end."""
    command = next((word for word in arguments[1:] if not word.startswith("-")), "help")
    servers = [] if command in WITHOUT_SERVERS or {"-h", "--help"} & set(arguments) else wanted(place())
    if not servers:
        yield
        return
    with contextlib.ExitStack() as stack:
        users = stack.enter_context((make_folder(place().state) / "users").open("a"))
        if not all(server.answers() for server in servers):
            _start_or_wait(servers, stack, users.fileno())
        fcntl.flock(users, fcntl.LOCK_SH)
        yield


def _start_or_wait(servers: list[Server], stack: contextlib.ExitStack, users: int) -> None:
    """Start them, or wait for whoever is just doing so."""
    lock = Lock(place().state)
    until = time.monotonic() + 60
    while True:
        try:
            lock.take("command")
            break
        except AlreadyRunningError:
            if all(server.answers() for server in servers):
                return
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
    stack.callback(lock.release)
    for server in servers:
        stack.callback(server.stop)
        units.start(server)
    stack.callback(_wait_for_others, users)


def _wait_for_others(users: int) -> None:
    """Another command may have found our servers running; they stay until it is done."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.stderr.write("Another command still uses the database; waiting for it to end.\n")
        fcntl.flock(users, fcntl.LOCK_EX)
