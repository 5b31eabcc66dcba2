"""One PostgreSQL on a socket: made, started, stopped."""

import contextlib
import os
import re
import shutil
import signal
import time
from pathlib import Path

import psycopg

from config.embedded import binaries, processes
from config.embedded.defaults import POSTGRES_SOCKET, EmbeddedError, Place, make_folder, make_private

PATIENCE = 60.0  # Seconds: recovery after a crash replays what was not yet written.
# A test's data may be lost; waiting for the disk is not worth its time. Two tests of fifty customers may meet.
CARELESS: list[str | Path] = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
CARELESS += ["-c", "max_connections=200"]


class PostgreSQL:
    """The caller holds the lock of the place. `careless` is for data that nobody misses."""

    name = "PostgreSQL"

    def __init__(self, place: Place, *, careless: bool = False) -> None:
        self.place = place
        self.careless = careless
        self.data = place.cluster / "data"
        self.log = place.state / "postgres.log"
        self.process: processes.Process | None = None

    def start(self) -> None:
        """Returns when it answers and has a database `daybook`. Raises EmbeddedError with a sentence."""
        programs = binaries.postgres_bin()
        self._make_folders()
        if not self.data.exists():
            self._initialise(programs)
        self._forget_the_dead()
        command: list[str | Path] = [programs / "postgres", "-D", self.data, "-k", self.place.postgres_sockets]
        for option in ("listen_addresses=", "unix_socket_permissions=0700", "max_connections=60", "timezone=UTC"):
            command += ["-c", option]
        self.process = processes.spawn(
            command + (CARELESS if self.careless else []),
            log=self.log,
            when_orphaned=signal.SIGINT,
            **binaries.identity(),
        )
        self._wait()
        self._create_database()

    def stop(self) -> None:
        if self.process:
            processes.stop(self.process, (signal.SIGINT, 60), (signal.SIGQUIT, 5))

    def answers(self) -> bool:
        with contextlib.suppress(psycopg.OperationalError), self._connect("daybook"):
            return True
        return False

    def _make_folders(self) -> None:
        owner = binaries.identity().get("user")
        if owner is not None:
            make_folder(self.place.cluster.parent, mode=0o755)
        for folder in (self.place.cluster, self.place.postgres_sockets):
            make_private(folder, owner)

    def _initialise(self, programs: Path) -> None:
        """Into a draft folder first: a crash half-way must not look like a cluster."""
        for old in self.place.cluster.glob("data.tmp-*"):
            shutil.rmtree(old)
        draft = self.place.cluster / f"data.tmp-{os.getpid()}"
        command: list[str | Path] = [programs / "initdb", "-D", draft, "-U", "daybook", "--auth=trust"]
        command += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"]
        command += ["--no-sync"] if self.careless else []
        result = binaries.run_as_server(command)
        if result.returncode != 0:
            shutil.rmtree(draft, ignore_errors=True)
            raise EmbeddedError(
                f"PostgreSQL could not make its data in {self.place.cluster}: {_reason(result.stderr)}"
            )
        draft.rename(self.data)

    def _forget_the_dead(self) -> None:
        """PostgreSQL refuses to start over the pid file of a zombie or of a pid since given to another program."""
        pid_file = self.data / "postmaster.pid"
        until = time.monotonic() + PATIENCE
        while pid_file.exists() and time.monotonic() < until:
            if not _is_postgres(pid_file.read_text().split("\n")[0]):
                for file in (pid_file, *self.place.postgres_sockets.glob(f"{POSTGRES_SOCKET}*")):
                    file.unlink(missing_ok=True)
                return
            time.sleep(0.1)  # One whose launcher was killed is still shutting down.

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with contextlib.suppress(psycopg.OperationalError), self._connect("postgres"):
                return
            if self.process is None or self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise EmbeddedError(f"PostgreSQL did not start. Its log, {self.log}, ends:\n{processes.tail(self.log)}")

    def _create_database(self) -> None:
        with self._connect("postgres") as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'daybook'").fetchone():
                connection.execute("CREATE DATABASE daybook")

    def _connect(self, name: str) -> psycopg.Connection:
        return psycopg.connect(self.place.database_url(name), autocommit=True, connect_timeout=5)


def _reason(output: str) -> str:
    """The first line of initdb's complaint that names a fault, without its time and pid."""
    faults = re.findall(r"(?:FATAL|PANIC|error): +(.*)", output)
    return f"{faults[0]}." if faults else output.strip()


def _is_postgres(pid: str) -> bool:
    """Whether that pid is alive, not a zombie, and PostgreSQL."""
    stat = Path(f"/proc/{pid}/stat")
    if not Path("/proc/self/stat").exists():
        return True  # No /proc (macOS): PostgreSQL's own check has to do.
    try:
        name, _, rest = stat.read_text().partition("(")[2].rpartition(")")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return name == "postgres" and rest.split()[0] not in {"Z", "X"}
