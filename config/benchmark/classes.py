"""The rows about the month of a class."""

from django.utils import timezone

from config.benchmark.bench import Bench
from config.benchmark.fill_classes import slug_of
from config.benchmark.measure import Outcome, alternate
from config.benchmark.reading import WARM_UP, page, two_shapes
from config.benchmark.shapes import OLD_STUDIO, STUDIO, ZONE, next_month

MANY, FEW = STUDIO.classes


def class_path(count: int) -> str:
    """Next month as a calendar, of the class with so many sessions in it."""
    first = next_month(timezone.now().astimezone(ZONE).date())
    return f"/services/{slug_of(count)}/?view=month&month={first:%Y-%m}"


def month(bench: Bench) -> Outcome:
    """Both classes are of one business; its queries are as many for the one as for the other."""
    outcome = Outcome()
    with bench.site(STUDIO) as site, bench.clients(site, 1) as (client,):
        paths = [class_path(FEW), class_path(MANY)]
        steps = [page(client, path) for path in paths]
        alternate(steps, WARM_UP)
        for _ in bench.runs():
            with bench.effort:
                few, many = alternate(steps, bench.sizes.rounds)
            outcome.ratios.append(many / few)
            outcome.pairs.append((few, many))
        of_few, outcome.queries = (bench.queries(site, path) for path in paths)
    if of_few != outcome.queries:
        outcome.faults = f"{FEW} sessions take {of_few} queries, {MANY} take {outcome.queries}."
    return outcome


def past(bench: Bench) -> Outcome:
    return two_shapes(bench, STUDIO, OLD_STUDIO, class_path(MANY))
