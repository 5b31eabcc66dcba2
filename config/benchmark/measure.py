"""How long and how many, always beside the bare page in the same breath."""

import os
import resource
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from config.benchmark.client import Answer, Client, Unexpected

Step = Callable[[], object]
BARE = "/bare/"


@dataclass(slots=True)
class Effort:
    """What the clients themselves took of the machine while they measured."""

    wall: float = 0.0
    own: float = 0.0

    def __enter__(self) -> "Effort":
        self.wall -= time.perf_counter()
        self.own -= _own_seconds()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall += time.perf_counter()
        self.own += _own_seconds()

    @property
    def share(self) -> float:
        return self.own / (self.wall * (os.cpu_count() or 1)) if self.wall else 0.0


@dataclass(slots=True)
class Outcome:
    """Of one row. `ratios`: one of each run; `times` or `rates` are (bare, measured) of each run, ms or a second."""

    ratios: list[float] = field(default_factory=list)
    pairs: list[tuple[float, float]] = field(default_factory=list)
    queries: int | None = None
    faults: str = ""

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    @property
    def typical(self) -> tuple[float, float]:
        return median(bare for bare, _ in self.pairs), median(measured for _, measured in self.pairs)


def timed(step: Step) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    step()
    return (time.perf_counter() - begun) * 1000


def checked(answer: Answer, *statuses: int) -> Answer:
    if answer.status not in statuses:
        raise Unexpected(f"{answer.status} instead of {statuses}: {answer.text[:2000]}")
    return answer


def bare(client: Client) -> Step:
    return lambda: checked(client.get(BARE), 200)


def alternate(steps: Sequence[Step], rounds: int) -> list[float]:
    """The p50 of each step in ms; the steps take turns, so that a slow moment of the machine meets all of them."""
    times: list[list[float]] = [[] for _ in steps]
    for _ in range(rounds):
        for step, found in zip(steps, times, strict=True):
            found.append(timed(step))
    return [median(found) for found in times]


def rate(jobs: Sequence[Sequence[Step]]) -> float:
    """Steps a second, when each client does its own list, all at once. Raises what the first of them raised."""
    errors: list[BaseException] = []
    ready = threading.Barrier(len(jobs) + 1)

    def work(job: Sequence[Step]) -> None:
        ready.wait()
        try:
            for step in job:
                step()
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    ready.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    if errors:
        raise errors[0]
    return sum(len(job) for job in jobs) / seconds


def _own_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
