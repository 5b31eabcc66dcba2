"""What of the protocol a gateway keeps that has no page and no provider: the books are ours."""

from decimal import Decimal

import pytest
from django.utils import timezone

from checkout.gateways import BadWebhook, GatewayRefused, RefundReport, gateway
from checkout.models import PaymentState, RefundState
from tests.checkout.gateways.begun import begin, new
from tests.factories.checkout import RefundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(settings):
    settings.PAYMENT_GATEWAY = "offline"
    return new(state=PaymentState.CAPTURED, amount_captured=Decimal(40))


def test_there_is_no_page_to_begin_at_or_to_end(taken):
    with pytest.raises(GatewayRefused):
        begin(taken)
    assert gateway("offline").expire(taken) is None
    assert gateway("offline").origin == ""


def test_what_was_written_down_is_what_is_true(taken):
    report = gateway("offline").look_up(taken)
    assert (report.state, report.amount_captured, report.currency) == (PaymentState.CAPTURED, 40, "EUR")
    assert gateway("offline").capture(taken, Decimal(40)) == report


def test_money_in_the_drawer_is_not_let_go_but_given_back(taken):
    with pytest.raises(GatewayRefused):
        gateway("offline").void(taken)
    assert gateway("offline").refund(RefundFactory(payment=taken)) == RefundReport(RefundState.DONE, "")


def test_nobody_sends_notices_of_it():
    with pytest.raises(BadWebhook):
        gateway("offline").read_webhook(b"{}", {}, timezone.now())
