"""The rows about customers who book."""

import time
from statistics import median, quantiles

from django.utils import timezone

from bookings.models import Booking
from bookings.states import Status
from checkout.audit import audit
from checkout.models import WebhookEvent
from config.benchmark.bench import Bench
from config.benchmark.client import Client, Unexpected
from config.benchmark.counting import ANSWER, ASKED
from config.benchmark.journeys import Customer, Times, paying
from config.benchmark.measure import Outcome, bare, rate, timed
from config.benchmark.serve import background
from config.benchmark.shapes import REGULAR

DECIDED_WITHIN = 60.0


def hold(bench: Bench) -> Outcome:
    return _one_step(bench, "hold")


def details(bench: Bench) -> Outcome:
    return _one_step(bench, "send_details")


def _one_step(bench: Bench, measured: str) -> Outcome:
    """One client, a new visitor each time; every step of the way is taken, one of them is measured."""
    outcome = Outcome()
    with bench.site(REGULAR) as site, background(site), bench.clients(site, 1) as (client,):
        customer = Customer(client, bench.times[REGULAR.name])
        _way(customer, measured)
        for _ in bench.runs():
            with bench.effort:
                pairs = [(timed(bare(client)), _way(customer, measured)) for _ in range(bench.sizes.rounds // 2 + 1)]
            plain, step = (median(column) for column in zip(*pairs, strict=True))
            outcome.ratios.append(step / plain)
            outcome.pairs.append((plain, step))
        outcome.queries = _queries(customer, measured)
    return outcome


def _way(customer: Customer, measured: str) -> float:
    customer.arrive()
    took = {}
    for step in (customer.hold, customer.read_details, customer.send_details):
        took[step.__name__] = timed(step)
        if step.__name__ == measured:
            break
    return took[measured]


def _queries(customer: Customer, measured: str) -> int:
    """Of one more such request."""
    customer.arrive()
    path, fields = f"/services/{customer.slug}/hold/", customer.picked
    if measured == "send_details":
        customer.hold()
        customer.read_details()
        path, fields = customer.details_path, customer.form or {}
    return int(customer.client.post(path, fields, {ASKED: "1"}).headers[ANSWER.lower()])


def post_of_eight(bench: Bench) -> Outcome:
    """The holds are placed before; what is measured is the one POST of each visitor that makes a booking."""
    outcome = Outcome()
    with bench.site(REGULAR) as site, background(site), bench.clients(site) as clients:
        for _ in bench.runs():
            jobs = [_prepared(client, bench.times[REGULAR.name], bench.sizes.each) for client in clients]
            with bench.effort:
                plain = [[bare(client)] * bench.sizes.each * 2 for client in clients]
                before = rate(plain)
                whole = rate([[customer.send_details for customer in job] for job in jobs])
                after = rate(plain)
            outcome.ratios.append((before + after) / 2 / whole)
            outcome.pairs.append(((before + after) / 2, whole))
            _wait_for_decisions()
        outcome.queries = _queries(jobs[0][0], "send_details")
    return outcome


def _prepared(client: Client, times: Times, count: int) -> list[Customer]:
    """Customers at one browser, each with a hold and a form that is filled in."""
    customers = [Customer(client, times) for _ in range(count)]
    for customer in customers:
        customer.token = customers[0].token
        customer.arrive()
        customer.hold()
        customer.read_details()
    return customers


def complete(bench: Bench) -> Outcome:
    """The clock stops when the worker has decided the last one."""
    outcome = Outcome()
    with bench.site(REGULAR) as site, background(site), bench.clients(site) as clients:
        customers = [Customer(client, bench.times[REGULAR.name]) for client in clients]
        rate([[customer.book] for customer in customers])
        for _ in bench.runs():
            with bench.effort:
                plain = rate([[bare(client)] * bench.sizes.each * 2 for client in clients])
                whole = _book_all(customers, bench.sizes.each, outcome)
            outcome.ratios.append(plain / whole)
            outcome.pairs.append((plain, whole))
    return outcome


def _book_all(customers: list[Customer], each: int, outcome: Outcome) -> float:
    """Bookings a second."""
    _wait_for_decisions()
    newest = Booking.objects.order_by("-pk").values_list("pk", flat=True)[0]
    begun = time.perf_counter()
    rate([[customer.book] * each for customer in customers])
    _wait_for_decisions()
    seconds = time.perf_counter() - begun
    made = Booking.objects.filter(pk__gt=newest)
    sent, stands = len(customers) * each, made.filter(status=Status.CONFIRMED, double_booked=False).count()
    findings = [finding.sentence for finding in audit(timezone.now())]
    if stands != sent or findings:
        outcome.faults = f"{sent} sent, {made.count()} made, {stands} stand. {' '.join(findings)}"
    return sent / seconds


def _wait_for_decisions() -> None:
    """Until no booking waits for the worker, or a minute has passed: what waits then is counted as lost."""
    until = time.monotonic() + DECIDED_WITHIN
    waiting = Booking.objects.filter(status=Status.CREATED, checkout_completed_at__isnull=False)
    while waiting.exists() and time.monotonic() < until:
        time.sleep(0.02)


def webhook(bench: Bench) -> Outcome:
    """Seconds from the provider's notice to the answer that ends the customer's waiting, at p95."""
    waits: list[float] = []
    with bench.site(REGULAR) as site, background(site), bench.clients(site, 1) as (client,):
        customer = paying(client, bench.times[REGULAR.name])
        for _ in bench.runs():
            waits += [_wait_after_notice(customer) for _ in range(bench.sizes.payments)]
    p95 = quantiles(waits, n=20)[-1] if len(waits) > 1 else waits[0]
    return Outcome(ratios=[p95], pairs=[(median(waits), max(waits))])


def _wait_after_notice(customer: Customer) -> float:
    seen = WebhookEvent.objects.count()
    answered = customer.wait_for_answer(customer.pay())
    until = time.monotonic() + DECIDED_WITHIN
    while WebhookEvent.objects.count() == seen:
        if time.monotonic() > until:
            raise Unexpected("The provider's notice did not arrive.")
        time.sleep(0.05)
    received = WebhookEvent.objects.latest("pk").received_at.timestamp()
    return max(0.0, answered - received)
