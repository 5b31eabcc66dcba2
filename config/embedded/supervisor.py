"""Keeps the servers and the programs running, and ends them in order.

supervisor and circus from the Python registry were tried first. Both leave their children running when they are
killed themselves, which would leave Daybook's port and data taken; neither starts one program only when another
answers, nor tells web's deaths, which end the site, from a worker's, which don't. What is left is this page.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence

from config.embedded import processes, units
from config.embedded.defaults import EmbeddedError
from config.embedded.units import Unit

WINDOW = 60.0  # Seconds in which deaths are counted
TOO_MANY = 5
PROGRAM_DELAYS = (0.5, 1.0, 2.0, 5.0)
SERVER_DELAYS = (0.0, 0.5, 1.0, 2.0, 5.0)  # Everything else waits for a server.
TICK = 0.2


class Watched:
    """A unit, its recent deaths, and when to start it again. `vital`: too many deaths of it end the site."""

    def __init__(self, unit: Unit, delays: Sequence[float], *, vital: bool = False) -> None:
        self.unit = unit
        self.delays = delays
        self.vital = vital
        self.deaths: deque[float] = deque()
        self.due: float | None = None

    def look(self, say: Callable[[str], None]) -> None:
        """Notice a death; start again when it is time. Raises EmbeddedError when a vital unit keeps dying."""
        process = self.unit.process
        if self.due is None and process is not None and process.poll() is not None:
            self._died(f"ended with code {process.returncode}", say)
        if self.due is not None and time.monotonic() >= self.due:
            self.due = None
            try:
                units.start(self.unit)
            except EmbeddedError as error:
                self._died(f"does not start ({str(error).splitlines()[0]})", say)
            else:
                say(f"{self.unit.name} runs again.")

    def _died(self, how: str, say: Callable[[str], None]) -> None:
        now = time.monotonic()
        self.deaths.append(now)
        while self.deaths[0] < now - WINDOW:
            self.deaths.popleft()
        count = len(self.deaths)
        if self.vital and count > TOO_MANY:
            tail = processes.tail(self.unit.log)
            raise EmbeddedError(f"{self.unit.name} keeps ending. Its log, {self.unit.log}, ends:\n{tail}")
        delay = self.delays[min(count, len(self.delays)) - 1]
        self.due = now + delay
        when = f"in {delay:g} s" if delay else "at once"
        say(f"{self.unit.name} {how}; starting it again {when}. Its log is {self.unit.log}.")


class Supervisor:
    """Units in the order they were added: each may need those before it. Use it from the main thread."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.watched: list[Watched] = []

    def add(self, watched: Watched) -> None:
        """Start it. Raises EmbeddedError; stop() covers it either way."""
        processes.set_aside(watched.unit.log)
        self.watched.append(watched)
        units.start(watched.unit)

    def look(self) -> None:
        """One round. Servers come first in the order, so a program never starts without them."""
        for watched in self.watched:
            watched.look(self.say)
        time.sleep(TICK)

    def stop(self) -> None:
        """What visitors see first, then the opposite order of starting: data last."""
        visible = [watched for watched in self.watched if watched.vital]
        for watched in (*visible, *(other for other in reversed(self.watched) if not other.vital)):
            watched.unit.stop()
