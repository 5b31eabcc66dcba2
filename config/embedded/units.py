"""What is started and stopped: a server or a program."""

from pathlib import Path
from typing import Protocol

from config.embedded.defaults import EmbeddedError
from config.embedded.processes import Process


class Unit(Protocol):
    """start() returns when it runs and raises EmbeddedError or OSError when it cannot; stop() may come any time."""

    name: str
    log: Path
    process: Process | None

    def start(self) -> None: ...
    def stop(self) -> None: ...


def start(unit: Unit) -> None:
    """Raises EmbeddedError with a sentence, whatever went wrong: a full disk, a folder of somebody else."""
    try:
        unit.start()
    except OSError as error:
        raise EmbeddedError(f"{unit.name} did not start: {error.strerror} ({error.filename}).") from error
