"""Payments are found by the number of their order, and by day, purpose, state and way."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import CheckoutLineFactory, OrderLineFactory, OwnerFactory, PaymentFactory, RefundFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
LIST = reverse("admin:checkout_payment_changelist")


@pytest.fixture
def owner(client):
    client.force_login(OwnerFactory())
    return client


def found(owner, **query):
    return list(owner.get(LIST, query).context["cl"].result_list)


def paid(days_ago, **more):
    at = timezone.now() - timedelta(days=days_ago)
    return PaymentFactory(state="captured", amount_captured=40, captured_at=at, **more)


@pytest.mark.parametrize("model", ["payment", "order"])
def test_by_the_number_of_an_order(owner, model):
    line = RefundFactory().line
    RefundFactory()
    rows = owner.get(reverse(f"admin:checkout_{model}_changelist"), {"q": f" {line.order.number} "}).context["cl"]
    assert [getattr(row, "checkout_id", None) for row in rows.result_list] == [line.order.checkout_id]


@pytest.mark.parametrize("number", ["1999-00001", "2026-99999", "2026-" + "9" * 18, "2026-0000\u0661"])
def test_a_number_that_is_none_finds_nothing(owner, number):
    RefundFactory()
    assert found(owner, q=number) == []


def test_by_the_name_of_the_customer(owner):
    line = OrderLineFactory(booking__first_name="Grace", booking__last_name="Hopper")
    CheckoutLineFactory(checkout=line.order.checkout, booking=line.booking)
    hers = PaymentFactory(checkout=line.order.checkout, amount=40)
    PaymentFactory()
    assert (found(owner, q="hopper"), owner.get(LIST).content.decode().count("Grace Hopper")) == ([hers], 1)


def test_by_the_day_on_which_it_was_paid(owner):
    now, yesterday, last_week, _old = paid(0), paid(1), paid(6), paid(60)
    PaymentFactory()
    assert (found(owner, paid="0"), found(owner, paid="1")) == ([now], [yesterday])
    assert (set(found(owner, paid="7")), len(found(owner, paid="x"))) == ({now, yesterday, last_week}, 5)


def test_by_purpose_and_way(owner):
    line = OrderLineFactory()
    cash = paid(0, purpose="in_person", gateway="offline", line=line, checkout=line.order.checkout, amount=40)
    paid(0)
    assert (found(owner, purpose__exact="in_person"), found(owner, gateway="offline")) == ([cash], [cash])


def test_a_longer_list_costs_no_more_queries(owner):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            owner.get(LIST)
        return len(seen)

    RefundFactory()
    few = queries()
    for _ in range(5):
        RefundFactory()
    assert queries() == few
