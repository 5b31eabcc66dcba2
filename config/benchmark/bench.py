"""What every row of the table works with: its sizes, the databases made so far, and sites over them."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.db import connection
from django.utils import timezone

from config.benchmark import database
from config.benchmark.client import Client
from config.benchmark.counting import ANSWER, ASKED
from config.benchmark.fill import fill
from config.benchmark.fill_classes import fill_classes
from config.benchmark.journeys import Times
from config.benchmark.measure import Effort, checked
from config.benchmark.serve import Site, served
from config.benchmark.shapes import FEW_AHEAD, ZONE, Shape, free_starts


@dataclass(frozen=True, slots=True)
class Sizes:
    """`rounds` requests of a kind in a run by one client, `each` by each of eight; `payments` in a run; `crowd`: how
    many ask for the same twenty places."""

    runs: int = 5
    rounds: int = 60
    each: int = 20
    payments: int = 8
    crowd: int = 200
    shrink: int = 1


QUICK = Sizes(runs=1, rounds=5, each=3, payments=1, crowd=40, shrink=100)
CLIENTS = 8


@dataclass
class Bench:
    stack: contextlib.ExitStack
    folder: Path
    sizes: Sizes
    say: Callable[[str], None]
    effort: Effort = field(default_factory=Effort)
    urls: dict[str, str] = field(default_factory=dict)
    times: dict[str, Times] = field(default_factory=dict)

    @contextlib.contextmanager
    def site(self, shape: Shape) -> Iterator[Site]:
        """Served for the time of the block; its database stays until the end of the benchmark."""
        self.prepare(shape)
        with (
            database.used(database.PREFIX + shape.name),
            served(shape, database.PREFIX + shape.name, self.urls[shape.name], self.folder) as site,
        ):
            yield site

    def runs(self) -> Iterator[int]:
        for number in range(1, self.sizes.runs + 1):
            yield number
            self.say(f"  run {number} of {self.sizes.runs}")

    @contextlib.contextmanager
    def clients(self, site: Site, count: int = CLIENTS) -> Iterator[list[Client]]:
        clients = [Client(site.port) for _ in range(count)]
        try:
            yield clients
        finally:
            for client in clients:
                client.close()

    def queries(self, site: Site, path: str, headers: dict[str, str] | None = None) -> int:
        """Of one more request; the one before it has opened the connection and filled what is cached."""
        with self.clients(site, 1) as (client,):
            checked(client.get(path, headers), 200)
            return int(client.get(path, {ASKED: "1"} | (headers or {})).headers[ANSWER.lower()])

    def prepare(self, shape: Shape) -> None:
        """Makes its database, once."""
        if shape.name in self.urls:
            return
        self.say(f"Making the database {shape.name}: {_size(shape)}.")
        url = self.stack.enter_context(database.made(shape.name))
        with database.used(database.PREFIX + shape.name):
            shrunk = replace(shape, past=shape.past // self.sizes.shrink, ahead=_fewer(shape.ahead, self.sizes.shrink))
            (fill_classes if shape.classes else fill)(shrunk, self.say)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM")  # as in a database that was not filled a minute ago
        today = timezone.now().astimezone(ZONE).date()
        self.urls[shape.name] = url
        self.times[shape.name] = Times(free_starts(today), shape.people)


def _fewer(ahead: int, shrink: int) -> int:
    """Never less than what a sweep is tried with."""
    return min(ahead, max(ahead // shrink, FEW_AHEAD.ahead))


def _size(shape: Shape) -> str:
    ahead = f", {shape.ahead:,} ahead" if shape.ahead else ""
    return f"{shape.people} people, {shape.past:,} past bookings{ahead}"
