"""One launcher per state folder. The kernel drops the lock with its holder, so it is never stale."""

import fcntl
import os
from pathlib import Path

from config.embedded.defaults import EmbeddedError, make_private


class AlreadyRunningError(EmbeddedError):
    """Somebody else holds the lock; `pid` is 0 while they have not yet said who they are."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        super().__init__(f"Daybook is already running on this data (pid {pid}).")


class Lock:
    """Held from take() until release() or the end of the process, whichever comes first."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "lock"
        self.descriptor: int | None = None

    def take(self) -> None:
        """Raises AlreadyRunningError, and EmbeddedError when the folder cannot be used."""
        make_private(self.file.parent)
        try:
            descriptor = os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise EmbeddedError(f"Cannot open {self.file}: {error.strerror}.") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(descriptor, 20).strip()
            os.close(descriptor)
            raise AlreadyRunningError(int(holder or 0)) from error
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        self.descriptor = descriptor

    def release(self) -> None:
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None
