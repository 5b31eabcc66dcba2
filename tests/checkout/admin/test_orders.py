"""An order's page: its lines as ordered and as they stand, and the sum that adds up."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bookings.models import Booking
from tests.factories import MembershipFactory, OrderLineFactory, OwnerFactory, RetainedFactory, ShareFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def owner(client):
    client.force_login(OwnerFactory())
    return client


def read(owner, order):
    html = owner.get(reverse("admin:checkout_order_change", args=[order.pk])).content.decode()
    return " ".join(re.sub("<[^>]*>", " ", html).replace("\xa0", " ").split())


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ({}, "€40.00 today = €40.00 due"),
        ({"amount_paid": 10}, "€40.00 today = €10.00 paid + €30.00 due"),
        (
            {"amount_paid": 55, "amount_refunded": 5},
            "€40.00 today = €55.00 paid − €5.00 given back − €10.00 still to give back",
        ),
        (
            {"status": "canceled", "amount_paid": 40, "amount_refunded": 30, "amount_retained": 10},
            "€10.00 today, of it €10.00 kept = €40.00 paid − €30.00 given back",
        ),
        ({"status": "canceled"}, "€0.00 today = €0.00"),
    ],
)
def test_it_says_how_it_adds_up(owner, amounts, said):
    line = OrderLineFactory()
    Booking.objects.update(**({"status": "pending"} | amounts))
    assert f"How it adds up: {said}" in read(owner, line.order)


def test_it_says_what_was_ordered_and_what_is_kept(owner):
    line = OrderLineFactory(amount=36, discount=4, tax_rate=21, order__coupon_code="SPRING", order__discount=4)
    RetainedFactory(line=line, reason="CANCELED_BY_CUSTOMER")
    page = read(owner, line.order)
    assert ("€4.00, SPRING" in page, "€10.00: canceled by the customer" in page) == (True, True)
    assert "Full price €40.00 Discount €4.00 Amount €36.00 Tax included, % 21.00 Today €40.00" in page


def test_an_order_of_a_plan_has_its_state_and_its_holder(owner):
    line = OrderLineFactory(booking=None, membership=MembershipFactory(), title="Ten classes", amount=Decimal(120))
    ShareFactory(line=line, payment__checkout=line.order.checkout, payment__amount=120)
    page = read(owner, line.order)
    assert ("Booking Ada Example" in page, "€120.00 today = €120.00 paid" in page) == (True, True)
    listed = owner.get(reverse("admin:checkout_order_changelist")).content.decode()
    assert re.findall(r'field-state">.*?</i>\s*(\w+)', listed, re.DOTALL) == ["Paid"]


def test_more_lines_cost_no_more_queries(owner):
    line = OrderLineFactory()

    def queries():
        with CaptureQueriesContext(connection) as seen:
            read(owner, line.order)
        return len(seen)

    few = queries()
    for _ in range(4):
        OrderLineFactory(order=line.order)
    assert queries() == few
