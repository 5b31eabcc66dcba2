"""The list of orders says where the money of each stands."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bookings.models import Booking
from tests.factories import OrderLineFactory, OwnerFactory, RefundFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
LIST = reverse("admin:checkout_order_changelist")


@pytest.fixture
def owner(client):
    client.force_login(OwnerFactory())
    return client


def states(client):
    return column(client, "state")


def column(client, name, **query):
    html = client.get(LIST, query).content.decode()
    cells = re.findall(rf'<td class="field-{name}">(.*?)</td>', html, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", cell).strip() for cell in cells]


def with_amounts(line, status="pending", **amounts):
    changes = {f"amount_{name}": Decimal(value) for name, value in amounts.items()}
    Booking.objects.filter(pk=line.booking_id).update(status=status, **changes)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "Open, €40.00 to pay"),
        ({"authorised": 40}, "Reserved on the card"),
        ({"paid": 10}, "Part paid, €30.00 to pay"),
        ({"paid": 40}, "Paid"),
        ({"paid": 80}, "To give back, €40.00"),
        ({"paid": 40, "refunded": 10}, "Part refunded, €10.00 to pay"),
        ({"paid": 40, "refunded": 40}, "Refunded, €40.00 to pay"),
        ({"paid": 50, "refunded": 10}, "Part refunded"),
        ({"status": "canceled"}, "Nothing paid"),
        ({"status": "canceled", "paid": 40}, "To give back, €40.00"),
        ({"status": "canceled", "paid": 40, "retained": 40}, "Kept"),
        ({"status": "canceled", "paid": 40, "refunded": 30, "retained": 10}, "Part refunded"),
        ({"status": "canceled", "paid": 40, "refunded": 40}, "Refunded"),
    ],
)
def test_an_order_says_where_its_money_stands(owner, facts, said):
    with_amounts(OrderLineFactory(), **facts)

    assert states(owner) == [said]


@pytest.mark.parametrize(("price", "said"), [(Decimal(0), "Free"), (None, "Price by arrangement")])
def test_an_order_of_nothing_says_why(owner, price, said):
    line = OrderLineFactory(order__total=0)
    Booking.objects.filter(pk=line.booking_id).update(price=price)

    assert states(owner) == [said]


@pytest.mark.parametrize(
    ("status", "kept", "said"),
    [
        ("pending", 0, "Paid with a plan"),
        ("canceled", 0, "Credits back"),
        ("canceled", 2, "Credits kept"),
        ("canceled", 1, "1 of 2\xa0credits kept"),
    ],
)
def test_an_order_paid_with_a_plan_says_what_became_of_it(owner, status, kept, said):
    line = OrderLineFactory()
    plan = {"selected_payment_option": "membership", "checkout_completed_at": timezone.now()}
    Booking.objects.filter(pk=line.booking_id).update(status=status, credits=2, credits_kept=kept, **plan)
    assert (states(owner), column(owner, "today")) == ([said], ["€0.00"])


def test_an_order_names_its_person_and_is_found_by_the_name(owner):
    line = OrderLineFactory(booking__first_name="Grace", booking__last_name="Hopper")
    OrderLineFactory()
    assert [column(owner, "who", q=name) for name in ("hopper", "nobody")] == [["Grace Hopper"], []]
    assert line.order.number in owner.get(LIST, {"q": "Hopper"}).content.decode()


def test_a_refund_that_failed_goes_before_all_else(owner):
    with_amounts(RefundFactory(state="failed").line, status="canceled", paid=40)

    assert states(owner) == ["Refund failed"]


def test_a_longer_list_costs_no_more_queries(owner):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            owner.get(LIST)
        return len(seen)

    OrderLineFactory()
    few = queries()
    for _ in range(5):
        OrderLineFactory()
    assert queries() == few
