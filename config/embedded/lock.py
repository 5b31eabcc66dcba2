"""One launcher per state folder. The kernel drops the lock with its holder, so it is never stale."""

import fcntl
import os
import time
from pathlib import Path

from config.embedded.defaults import EmbeddedError, make_folder


class AlreadyRunningError(EmbeddedError):
    """Somebody else holds the lock. `holder` is their pid and what they do; empty until they have said so."""

    def __init__(self, holder: str) -> None:
        self.pid, _, self.doing = holder.partition(" ")
        super().__init__(f"Daybook is already running (pid {self.pid or 'not known yet'}) on this data.")


class Lock:
    """Held from take() until release() or the end of the process, whichever comes first."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "lock"
        self.descriptor: int | None = None

    def take(self, doing: str) -> None:
        """`doing` is one word for others to read.

        Raises AlreadyRunningError, and EmbeddedError when the folder cannot be used.
        """
        make_folder(self.file.parent)
        try:
            descriptor = os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise EmbeddedError(f"Cannot open {self.file}: {error.strerror}.") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(descriptor, 100).decode()
            os.close(descriptor)
            raise AlreadyRunningError(holder) from error
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()} {doing}".encode())
        self.descriptor = descriptor

    def take_after(self, doing: str, patience: float) -> None:
        """Like take(), but gives a short command `patience` seconds to end; a running site is told at once."""
        until = time.monotonic() + patience
        while True:
            try:
                return self.take(doing)
            except AlreadyRunningError as error:
                if error.doing == "site" or time.monotonic() > until:
                    raise
            time.sleep(0.1)

    def release(self) -> None:
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None
