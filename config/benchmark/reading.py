"""The rows about pages that customers look at."""

from django.utils import timezone

from config.benchmark.bench import Bench
from config.benchmark.client import Client
from config.benchmark.measure import Outcome, Step, alternate, bare, checked, rate
from config.benchmark.offer import SLUG
from config.benchmark.shapes import BOARD, FIFTY, OLD, REGULAR, YOUNG, ZONE, Shape, next_month, starts_of

WARM_UP = 10


def month_path() -> str:
    """Next month, whatever the day: half of it is taken."""
    first = next_month(timezone.now().astimezone(ZONE).date())
    return f"/services/{SLUG}/?month={first:%Y-%m}"


def day_path() -> str:
    """The second Wednesday of next month."""
    first = next_month(timezone.now().astimezone(ZONE).date())
    day = first.replace(day=8 + (2 - first.weekday()) % 7)
    assert starts_of(day)  # noqa: S101 - a working day
    return f"/services/{SLUG}/?month={first:%Y-%m}&day={day}"


PIECE = {"HX-Request": "true", "HX-Target": "slots"}


def page(client: Client, path: str, headers: dict[str, str] | None = None) -> Step:
    return lambda: checked(client.get(path, headers), 200)


def month(bench: Bench) -> Outcome:
    return _one_page(bench, REGULAR, month_path())


def day(bench: Bench) -> Outcome:
    return _one_page(bench, REGULAR, day_path(), PIECE)


def board(bench: Bench) -> Outcome:
    return _one_page(bench, BOARD, "/")


def _one_page(bench: Bench, shape: Shape, path: str, headers: dict[str, str] | None = None) -> Outcome:
    outcome = Outcome()
    with bench.site(shape) as site, bench.clients(site, 1) as (client,):
        steps = [bare(client), page(client, path, headers)]
        alternate(steps, WARM_UP)
        for _ in bench.runs():
            with bench.effort:
                plain, whole = alternate(steps, bench.sizes.rounds)
            outcome.ratios.append(whole / plain)
            outcome.pairs.append((plain, whole))
        outcome.queries = bench.queries(site, path, headers)
    return outcome


def history(bench: Bench) -> Outcome:
    return two_shapes(bench, YOUNG, OLD, month_path())


def people(bench: Bench) -> Outcome:
    return two_shapes(bench, REGULAR, FIFTY, month_path())


def two_shapes(bench: Bench, small: Shape, large: Shape, path: str) -> Outcome:
    """The same page of both, each over the bare page of its own site, in turns."""
    outcome = Outcome()
    with (
        bench.site(small) as one,
        bench.site(large) as other,
        bench.clients(one, 1) as (client,),
        bench.clients(other, 1) as (second,),
    ):
        steps = [bare(client), page(client, path), bare(second), page(second, path)]
        alternate(steps, WARM_UP)
        for _ in bench.runs():
            with bench.effort:
                plain, few, plain_too, many = alternate(steps, bench.sizes.rounds)
            outcome.ratios.append((many / plain_too) / (few / plain))
            outcome.pairs.append((few, many))
        outcome.queries = bench.queries(other, path)
    return outcome


def month_of_eight(bench: Bench) -> Outcome:
    outcome, path, each = Outcome(), month_path(), bench.sizes.each
    with bench.site(REGULAR) as site, bench.clients(site) as clients:
        plain = [[bare(client)] * each * 3 for client in clients]
        pages = [[page(client, path)] * each for client in clients]
        rate(plain), rate(pages)
        for _ in bench.runs():
            with bench.effort:
                before, whole, after = rate(plain), rate(pages), rate(plain)
            outcome.ratios.append((before + after) / 2 / whole)
            outcome.pairs.append(((before + after) / 2, whole))
        outcome.queries = bench.queries(site, path)
    return outcome
