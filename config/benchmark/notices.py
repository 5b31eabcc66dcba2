"""The row about what the provider tells: a notice that will be an order, beside a page that writes one row."""

import json
import time
from statistics import median

from django.test import override_settings

from checkout.models import Payment, SandboxPayment, SandboxState
from checkout.sandbox import keys
from config.benchmark.bench import Bench
from config.benchmark.client import Answer, Client
from config.benchmark.counting import ANSWER, ASKED
from config.benchmark.journeys import Customer, paying
from config.benchmark.measure import Outcome, checked, timed
from config.benchmark.serve import Site, background
from config.benchmark.shapes import REGULAR

HEARD_WITHIN = 30  # seconds
HOOK = "/checkout/webhooks/sandbox/"


def effect(bench: Bench) -> Outcome:
    """The payments are made before, at the provider alone; the shop hears of each by one notice, and its worker asks
    back."""
    outcome = Outcome()
    with bench.site(REGULAR) as site, background(site), bench.clients(site, 2) as (client, provider):
        customer = paying(client, bench.times[REGULAR.name])
        for _ in bench.runs():
            paid = [paid_unheard(customer) for _ in range(bench.sizes.rounds // 2 + 1)]
            with bench.effort:
                pairs = [_both(site, customer, provider, number) for number in paid]
            plain, whole = (median(column) for column in zip(*pairs, strict=True))
            outcome.ratios.append(whole / plain)
            outcome.pairs.append((plain, whole))
            if (made := _ordered(paid)) != len(paid):
                outcome.faults = f"{len(paid)} told, {made} made an order."
        outcome.queries = int(
            tell(site.secret, provider, paid_unheard(customer), {ASKED: "1"}).headers[ANSWER.lower()]
        )
    return outcome


def _ordered(paid: list[str]) -> int:
    """How many of them are an order, when the worker has had its time."""
    captured = Payment.objects.filter(provider_id__in=paid, state="captured", checkout__order__isnull=False)
    until = time.monotonic() + HEARD_WITHIN
    while captured.count() < len(paid) and time.monotonic() < until:
        time.sleep(0.1)
    return captured.count()


def paid_unheard(customer: Customer) -> str:
    """The provider's number of a payment that it has taken and told nobody of."""
    number = customer.go_to_provider().strip("/").rpartition("/")[2]
    SandboxPayment.objects.filter(pk=number).update(state=SandboxState.CAPTURED)
    return number


def _both(site: Site, customer: Customer, provider: Client, number: str) -> tuple[float, float]:
    form = {"csrfmiddlewaretoken": customer.token, "email": f"{number}@example.com"}
    plain = timed(lambda: checked(customer.client.post("/write/", form), 303))
    return plain, timed(lambda: tell(site.secret, provider, number))


def tell(secret: str, provider: Client, number: str, headers: dict[str, str] | None = None) -> Answer:
    body = json.dumps({"id": f"event-{number}", "type": "payment.captured", "payment": {"id": number}}).encode()
    sent_at = int(time.time())
    with override_settings(SECRET_KEY=secret):
        signed = {"Sandbox-Signature": f"t={sent_at},v1={keys.signature(body, sent_at)}"}
    said = {"Content-Type": "application/json"} | signed | (headers or {})
    return checked(provider.ask("POST", HOOK, said, body), 200)
