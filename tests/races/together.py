"""Many people at the same instant: real threads, real connections, real transactions."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection


def together(acts: Iterable[Callable[[], Any]], *, at_once: int | None = None) -> list[Any]:
    """Runs all at once, or so many at a time; what each returned or raised, in order. Nothing is swallowed: look at
    the results."""
    acts = list(acts)
    barrier = Barrier(1 if at_once else len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=30)
            return act()
        except Exception as error:  # handed to the test
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(at_once or len(acts)) as pool:
        return list(pool.map(run, acts))
