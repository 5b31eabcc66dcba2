"""Receipts: each order with what was paid, given back and kept."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings import links
from tests.bookings.members.asking import signed_in
from tests.factories import (
    BookingFactory,
    ContactFactory,
    MembershipFactory,
    OrderFactory,
    OrderLineFactory,
    PaymentFactory,
    RefundFactory,
    ShareFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def ada(client):
    return signed_in(client, ContactFactory(email="ada@example.com"))


def ordered(contact, **amounts):
    booking = BookingFactory(contact=contact, confirmed=True, **amounts)
    return OrderLineFactory(booking=booking, order=OrderFactory(checkout__online=True)).order


def paid_and_half_refunded(contact):
    order = ordered(contact, amount_paid=Decimal(40), amount_refunded=Decimal(20), price=Decimal(20))
    state = {"state": "partly_refunded", "amount_captured": Decimal(40), "captured_at": timezone.now()}
    payment = PaymentFactory(checkout=order.checkout, **state)
    done = {"state": "done", "done_at": timezone.now()}
    RefundFactory(payment=payment, line=order.lines.get(), amount=Decimal(20), **done)
    return order


def test_the_list_says_what_was_paid_and_refunded(client, ada):
    order = paid_and_half_refunded(ada)
    [row] = client.get("/my/receipts/").context["rows"]
    assert (row["number"], row["total"]) == (order.number, "€20.00")
    assert row["sums"] == [("Paid", "€40.00"), ("Refunded", "€20.00")]


def test_the_receipt_is_the_same_page_as_by_the_bookings_link(client, ada):
    order = paid_and_half_refunded(ada)
    mine = client.get(f"/my/receipts/{order.number}/").context
    by_link = client.get(reverse("checkout:receipt", args=[links.token(order.lines.get().booking)])).context
    facts = ("seller", "buyer", "day", "lines", "total", "taxes", "moves", "closing", "due")
    assert [mine[name] for name in facts] == [by_link[name] for name in facts]


def test_of_an_order_that_was_passed_on_in_part_only_the_own_part_is_shown(client, ada):
    order = paid_and_half_refunded(ada)
    OrderLineFactory(order=order, title="A friend's", booking__confirmed=True)
    response = client.get(f"/my/receipts/{order.number}/")
    assert (len(response.context["lines"]), response.context["total"]) == (1, "€20.00")
    assert "A friend" not in response.content.decode()


def test_a_plan_has_its_receipt(client, ada):
    line = OrderLineFactory(booking=None, membership=MembershipFactory(contact=ada), title="Ten classes", amount=120)
    ShareFactory(line=line, payment__checkout=line.order.checkout, payment__amount=120)
    response = client.get(f"/my/receipts/{line.order.number}/")
    assert [(row.title, row.price) for row in response.context["lines"]] == [("Ten classes", "€120.00")]
    assert (response.context["buyer"], response.context["due"]) == (("Ada Example", "ada@example.com"), "")


@pytest.mark.parametrize("number", ["2026-99999", "x", "2026-", "2026-" + "9" * 30, "-1", "2026-٣"])
def test_a_number_that_is_none_is_not_found(client, ada, number):
    assert client.get(f"/my/receipts/{number}/").status_code == 404


def test_the_year_is_part_of_the_number(client, ada):
    year, _dash, last = ordered(ada).number.partition("-")
    assert client.get(f"/my/receipts/{int(year) - 1}-{last}/").status_code == 404


def test_without_orders_the_page_says_so(client, ada):
    assert client.get("/my/receipts/").content.decode().count("No receipts yet") == 1


@pytest.mark.parametrize("count", [1, 8])
def test_it_takes_as_many_questions_however_much_there_is(client, ada, count, django_assert_num_queries):
    for _ in range(count):
        ordered(ada)
    with django_assert_num_queries(6):
        client.get("/my/receipts/")
