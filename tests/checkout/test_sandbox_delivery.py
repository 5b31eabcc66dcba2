"""Notices travel over HTTP, at least once, signed when they leave."""

from datetime import timedelta

import pytest
import requests
from django.utils import timezone

from checkout.gateways import gateway
from checkout.models import PaymentState, SandboxEvent
from tests.checkout.gateways import shop
from tests.checkout.gateways.begun import started
from tests.factories.checkout import RefundFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.checkout.gateways.shop")]

SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _quiet_shop():
    shop.notices.clear()
    shop.answers.clear()


@pytest.fixture
def payment(sandbox_online):
    return started()


@pytest.mark.parametrize(("outcome", "kind"), [("pay", "payment.captured"), ("decline", "payment.failed")])
def test_what_happened_is_told(sandbox_online, payment, outcome, kind):
    sandbox_online.choose(payment, outcome)
    assert sandbox_online.deliver() == 1
    assert [(notice.kind, notice.provider_id) for notice in shop.notices] == [(kind, payment.provider_id)]


def test_a_reservation_and_its_capture_are_told(sandbox_online):
    payment = started(capture_later=True)
    sandbox_online.choose(payment)
    gateway().capture(payment, payment.amount)
    sandbox_online.deliver()
    assert [notice.kind for notice in shop.notices] == ["payment.authorised", "payment.captured"]


def test_a_refund_is_told(sandbox_online, payment):
    sandbox_online.choose(payment)
    gateway().refund(RefundFactory(payment=payment))
    sandbox_online.deliver()
    assert [notice.kind for notice in shop.notices] == ["payment.captured", "payment.refunded"]


def test_what_was_taken_is_not_sent_again(sandbox_online, payment):
    sandbox_online.choose(payment)
    assert [sandbox_online.deliver(), sandbox_online.deliver()] == [1, 0]


def test_leaving_tells_nothing(sandbox_online, payment):
    sandbox_online.choose(payment, "abandon")
    assert sandbox_online.deliver() == 0


def test_sent_twice_is_the_same_event_twice(sandbox_online, payment):
    sandbox_online.choose(payment, "pay_twice")
    assert sandbox_online.deliver() == 2
    assert shop.notices[0] == shop.notices[1]


def test_a_delayed_notice_waits_though_the_money_is_there(sandbox_online, payment):
    sandbox_online.choose(payment, "pay_notice_late")
    assert sandbox_online.deliver() == 0
    assert gateway().look_up(payment).state == PaymentState.CAPTURED
    assert sandbox_online.deliver(timezone.now() + 10 * SECOND) == 1


def test_late_money_arrives_with_its_notice(sandbox_online, payment):
    sandbox_online.choose(payment, "pay_late", delay="60")
    assert (sandbox_online.deliver(), gateway().look_up(payment).state) == (0, PaymentState.PROCESSING)
    assert sandbox_online.deliver(timezone.now() + 60 * SECOND) == 1
    assert gateway().look_up(payment).state == PaymentState.CAPTURED


def test_late_money_arrives_even_after_the_page_has_ended(sandbox_online, payment):
    sandbox_online.choose(payment, "pay_late", delay="3600")
    gateway().expire(payment)
    sandbox_online.deliver(timezone.now() + 3600 * SECOND)
    assert gateway().look_up(payment).state == PaymentState.CAPTURED


def test_what_the_shop_does_not_take_is_sent_again_later_and_later(sandbox_online, payment):
    shop.answers[:] = [503, 500, 302]
    sandbox_online.choose(payment)
    at, waits = timezone.now(), []
    while SandboxEvent.objects.filter(delivered_at=None).exists():
        sandbox_online.deliver(at)
        event = SandboxEvent.objects.get()
        waits.append((event.due_at - at).total_seconds())
        assert sandbox_online.deliver(event.due_at - SECOND) == 0
        at = event.due_at
    assert (waits, len({notice.event_id for notice in shop.notices})) == ([5, 30, 120, 600], 1)


def test_a_shop_that_is_away_is_asked_again(sandbox_online, payment):
    sandbox_online.choose(payment)
    sandbox_online.calls.reset()
    sandbox_online.calls.post("http://testserver/checkout/webhook/sandbox/", body=requests.ConnectTimeout())
    assert sandbox_online.deliver() == 0
    assert SandboxEvent.objects.filter(delivered_at=None, attempts=1).count() == 1


def test_it_gives_up_in_the_end(sandbox_online, payment):
    sandbox_online.choose(payment)
    SandboxEvent.objects.update(attempts=16)
    assert sandbox_online.deliver() == 0
