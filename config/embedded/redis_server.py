"""One Redis on a socket: started, stopped."""

import contextlib
import os
import signal
import socket
import time
from pathlib import Path

from config.embedded import binaries, processes
from config.embedded.defaults import EmbeddedError, Place, make_private

PATIENCE = 30.0  # Seconds


class RedisServer:
    """The caller holds the lock of the place. `careless` keeps nothing on disk."""

    name = "Redis"

    def __init__(self, place: Place, *, careless: bool = False) -> None:
        self.place = place
        self.careless = careless
        self.folder = place.state / "redis"
        self.log = place.state / "redis.log"
        self.process: processes.Process | None = None

    def start(self) -> None:
        """Returns when it answers. Raises EmbeddedError with a sentence."""
        program = binaries.redis_server()
        make_private(self.folder)
        make_private(self.place.redis_socket.parent)
        until = time.monotonic() + PATIENCE
        while self.answers() and time.monotonic() < until:  # One whose launcher was killed is still saving.
            time.sleep(0.1)
        # Redis joins its arguments with spaces and reads them again, so paths are relative to its own folder.
        address = os.path.relpath(self.place.redis_socket, self.folder)
        command: list[str | Path] = [program, "--port", "0", "--save", ""]
        command += ["--unixsocket", address, "--unixsocketperm", "700"]
        command += ["--appendonly", "no" if self.careless else "yes", "--maxmemory-policy", "noeviction"]
        self.process = processes.spawn(command, log=self.log, when_orphaned=signal.SIGTERM, cwd=self.folder)
        self._wait()

    def stop(self) -> None:
        if self.process:
            processes.stop(self.process, (signal.SIGTERM, 15))

    def answers(self) -> bool:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            connection.connect(str(self.place.redis_socket))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
        return False

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process and self.process.poll() is None:
            if self.answers():
                return
            time.sleep(0.05)
        raise EmbeddedError(f"Redis did not start. Its log, {self.log}, ends:\n{processes.tail(self.log)}")
