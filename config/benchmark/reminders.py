"""The rows about reminders: many due in the same minute, and few due among many."""

import contextlib
import io
import time
from datetime import timedelta
from statistics import median

from django.utils import timezone

from bookings import messages
from bookings.models import Message, MessageKind, MessageState
from config.benchmark import database
from config.benchmark.bench import Bench
from config.benchmark.measure import Outcome, timed
from config.benchmark.serve import Site, background
from config.benchmark.shapes import FEW_AHEAD, MANY_AHEAD

AT_ONCE, AMONG_MANY = 10_000, 100
PATIENCE = 300.0


def at_once(bench: Bench) -> Outcome:
    """Seconds from the moment when all are due until the last has left; the next tick of beat finds them."""
    outcome = Outcome()
    with bench.site(MANY_AHEAD) as site, background(site):
        for _ in bench.runs():
            texts = _texts(site)
            count = _make_due(AT_ONCE)
            seconds = _until_all_have_left()
            outcome.ratios.append(seconds)
            outcome.pairs.append((seconds, seconds))
            outcome.faults = outcome.faults or _faults(count, _texts(site) - texts)
    return outcome


def _make_due(count: int) -> int:
    """The first `count` reminders, as if nothing had been sent yet; how many that was."""
    reminders = Message.objects.filter(kind=MessageKind.REMINDER)
    chosen = reminders.order_by("pk").values("pk")[:count]
    return reminders.filter(pk__in=chosen).update(
        state=MessageState.PLANNED, due_at=timezone.now(), attempts=0, claimed_at=None, sent_at=None, provider_id=""
    )


def _until_all_have_left() -> float:
    begun = time.perf_counter()
    unsent = [MessageState.PLANNED, MessageState.SENDING]
    waiting = Message.objects.filter(state__in=unsent, due_at__lte=timezone.now())
    while waiting.exists() and time.perf_counter() - begun < PATIENCE:
        time.sleep(0.2)
    return time.perf_counter() - begun


def _faults(due: int, texts: int) -> str:
    """Nothing where each has left exactly once."""
    sent = Message.objects.filter(kind=MessageKind.REMINDER, state=MessageState.SENT, attempts=1).count()
    return "" if due == sent == texts else f"{due} due, {sent} sent, {texts} texts."


def _texts(site: Site) -> int:
    """How many the console gateway has printed."""
    return (site.folder / "worker.log").read_text().count("--- text to ")


def among_many(bench: Bench) -> Outcome:
    """A sweep of some due ones among very many that are planned, beside the same among few; in this process."""
    outcome = Outcome()
    for shape in (FEW_AHEAD, MANY_AHEAD):
        bench.prepare(shape)
    for _ in bench.runs():
        with bench.effort:
            few, many = _alternately(bench.sizes.rounds // 5)
        outcome.ratios.append(many / few)
        outcome.pairs.append((few, many))
    return outcome


def _alternately(rounds: int) -> tuple[float, float]:
    few: list[float] = []
    many: list[float] = []
    for _ in range(rounds):
        for shape, found in ((FEW_AHEAD, few), (MANY_AHEAD, many)):
            with database.used(database.PREFIX + shape.name):
                found.append(_one_sweep())
    return median(few), median(many)


def _one_sweep() -> float:
    _make_due(AMONG_MANY)
    messages.sweep(timezone.now() - timedelta(days=1))  # opens the connection; nothing is due by then
    with contextlib.redirect_stdout(io.StringIO()):
        return timed(lambda: messages.sweep(timezone.now()))
