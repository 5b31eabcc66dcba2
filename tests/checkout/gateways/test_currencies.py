"""Minor units exist only between the gateway and its provider."""

from decimal import Decimal

import pytest

from checkout.gateways import gateway
from checkout.models import SandboxPayment
from tests.checkout.gateways.begun import started
from tests.factories.checkout import RefundFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.checkout.gateways.shop")]

AMOUNTS = [("4000", "JPY", 4000), ("12.345", "KWD", 12345), ("40.05", "EUR", 4005)]


@pytest.mark.parametrize(("amount", "currency", "units"), AMOUNTS)
def test_the_provider_counts_in_the_smallest_unit(sandbox_online, amount, currency, units):
    payment = started(amount, currency)
    assert SandboxPayment.objects.get(pk=payment.provider_id).amount == units


@pytest.mark.parametrize(("amount", "currency", "units"), AMOUNTS)
def test_the_shop_reads_what_it_wrote(sandbox_online, amount, currency, units):
    payment = started(amount, currency)
    sandbox_online.choose(payment)
    report = gateway().look_up(payment)
    assert (report.amount, report.amount_captured, report.currency) == (Decimal(amount), Decimal(amount), currency)


@pytest.mark.parametrize(("amount", "currency", "units"), AMOUNTS)
def test_refunds_are_counted_alike(sandbox_online, amount, currency, units):
    payment = started(amount, currency)
    sandbox_online.choose(payment)
    gateway().refund(RefundFactory(payment=payment, amount=Decimal(amount)))
    assert SandboxPayment.objects.get(pk=payment.provider_id).amount_refunded == units
