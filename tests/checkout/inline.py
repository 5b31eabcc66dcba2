"""The worker in a test: what is nudged after a commit runs at once, and what that nudges too."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from django.test import TestCase

from config.celery import app

Commits = Callable[[], AbstractContextManager[object]]


@contextmanager
def worker_inline() -> Iterator[Commits]:
    """`with commits(): ...` runs a block as if it had committed, tasks included."""
    app.conf.task_always_eager = app.conf.task_eager_propagates = True
    try:
        yield lambda: TestCase.captureOnCommitCallbacks(execute=True)
    finally:
        app.conf.task_always_eager = app.conf.task_eager_propagates = False
