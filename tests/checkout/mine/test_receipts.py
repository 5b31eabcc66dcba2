"""Receipts: each order with what was paid, given back and kept."""

from decimal import Decimal

import pytest
from django.utils import timezone

from tests.bookings.members.asking import signed_in
from tests.factories import (
    BookingFactory,
    BusinessFactory,
    ContactFactory,
    OrderFactory,
    OrderLineFactory,
    PaymentFactory,
    RefundFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def ada(client):
    return signed_in(client, ContactFactory(email="ada@example.com"))


def ordered(contact, **amounts):
    booking = BookingFactory(contact=contact, confirmed=True, **amounts)
    return OrderLineFactory(booking=booking, order=OrderFactory(checkout__online=True)).order


def paid_and_half_refunded(contact):
    order = ordered(contact, amount_paid=Decimal(40), amount_refunded=Decimal(20))
    state = {"state": "partly_refunded", "amount_captured": Decimal(40)}
    payment = PaymentFactory(checkout=order.checkout, **state)
    done = {"state": "done", "done_at": timezone.now()}
    RefundFactory(payment=payment, line=order.lines.get(), amount=Decimal(20), **done)
    return order


def test_the_list_says_what_was_paid_and_refunded(client, ada):
    order = paid_and_half_refunded(ada)
    [row] = client.get("/my/receipts/").context["rows"]
    assert (row["number"], row["total"]) == (order.number, "€40.00")
    assert row["sums"] == [("Paid", "€40.00"), ("Refunded", "€20.00")]


def test_a_receipt_names_the_seller_and_every_payment(client, ada):
    BusinessFactory(legal_name="Argumosa Salud SL", tax_number="B12345678", address="Argumosa 14")
    response = client.get(f"/my/receipts/{paid_and_half_refunded(ada).number}/")
    page = response.content.decode()
    assert ("Argumosa Salud SL" in page, "Tax number B12345678" in page) == (True, True)
    assert [amount for _words, amount in response.context["moves"]] == ["€40.00", "€20.00"]
    assert response.context["total"] == "€40.00"


def test_of_an_order_that_was_passed_on_in_part_only_the_own_part_is_shown(client, ada):
    order = paid_and_half_refunded(ada)
    OrderLineFactory(order=order, title="A friend's", booking__confirmed=True)
    response = client.get(f"/my/receipts/{order.number}/")
    assert (len(response.context["lines"]), response.context["moves"]) == (1, [])
    assert "A friend" not in response.content.decode()


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
    with django_assert_num_queries(5):
        client.get("/my/receipts/")
