"""Two workers and two clicks at the same instant, each with a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from checkout.models import SandboxEvent
from checkout.sandbox import books, delivery
from checkout.sandbox.outcomes import choose
from checkout.sandbox.payments import Refused
from tests.factories.checkout import SandboxEventFactory, SandboxPaymentFactory

pytestmark = [pytest.mark.django_db(transaction=True)]


def at_once(call, times: int) -> list:
    def run(number: int):
        try:
            return call(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_a_payment_is_made_once():
    payment = SandboxPaymentFactory()
    at_once(lambda _: choose(payment.pk, "pay", delay=timedelta(0), now=timezone.now()), 8)
    assert SandboxEvent.objects.count() == 1


def test_no_more_is_given_back_than_was_taken():
    payment = SandboxPaymentFactory(amount=4000)
    choose(payment.pk, "pay", delay=timedelta(0), now=timezone.now())

    def refund(number: int) -> bool:
        try:
            books.refund(payment.pk, f"refund:{number}", 1500, now=timezone.now())
        except Refused:
            return False
        return True

    assert sum(at_once(refund, 8)) == 2


def test_a_key_is_one_payment():
    wanted = {
        "amount": 4000,
        "currency": "EUR",
        "description": "Deep tissue massage",
        "return_url": "http://testserver/",
        "cancel_url": "http://testserver/",
        "webhook_url": "http://testserver/",
        "expires_at": timezone.now(),
    }
    made = at_once(lambda _: books.announce("checkout:1:1", wanted, now=timezone.now()).pk, 8)
    assert len(set(made)) == 1


def test_workers_share_the_notices():
    payment, now = SandboxPaymentFactory(state="captured"), timezone.now()
    for number in range(8):
        SandboxEventFactory(payment=payment, body={"id": f"evt_{number}", "type": "payment.captured", "amount": 1})
    claimed = at_once(lambda _: delivery.claim(now + timedelta(seconds=1)).body["id"], 8)
    assert sorted(claimed) == [f"evt_{number}" for number in range(8)]
