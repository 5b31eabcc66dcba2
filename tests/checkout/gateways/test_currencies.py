"""Minor units exist only between the gateway and its provider."""

from decimal import Decimal

import pytest

from checkout.gateways import gateway
from tests.checkout.gateways.begun import started
from tests.factories.checkout import RefundFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.checkout.gateways.shop")]

AMOUNTS = [("4000", "JPY", 4000), ("12.340", "KWD", 12340), ("40.05", "EUR", 4005)]


@pytest.mark.parametrize(("amount", "currency", "units"), AMOUNTS)
def test_the_provider_counts_in_the_smallest_unit(company, amount, currency, units):
    payment = started(amount, currency)
    assert company.units(payment) == (units, 0)


@pytest.mark.parametrize(("amount", "currency", "units"), AMOUNTS)
def test_the_shop_reads_what_it_wrote(company, amount, currency, units):
    payment = started(amount, currency)
    company.choose(payment)
    report = gateway().look_up(payment)
    assert (report.amount, report.amount_captured, report.currency) == (Decimal(amount), Decimal(amount), currency)


@pytest.mark.parametrize(("amount", "currency", "units"), AMOUNTS)
def test_refunds_are_counted_alike(company, amount, currency, units):
    payment = started(amount, currency)
    company.choose(payment)
    gateway().refund(RefundFactory(payment=payment, amount=Decimal(amount)))
    assert company.units(payment) == (units, units)
