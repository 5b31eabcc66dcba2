"""The receipt by a booking's link: what that link may show, and sums that are what they are today."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings import links
from bookings.models import Booking
from checkout.models import Order
from tests.factories import (
    BookingFactory,
    BusinessFactory,
    ContactFactory,
    OrderLineFactory,
    PaymentFactory,
    RefundFactory,
    RetainedFactory,
    ShareFactory,
    hour,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


def line_of(contact=None, *, order=None, **booking):
    contact = contact or ContactFactory(email="ada@example.com")
    more = {"order": order} if order else {}
    return OrderLineFactory(booking=BookingFactory(contact=contact, confirmed=True, **booking), **more)


def paid(line, amount=40, *, in_person=False):
    payment = {"gateway": "offline", "purpose": "in_person", "line": line} if in_person else {}
    made = {"state": "captured", "amount": amount, "amount_captured": amount, "captured_at": timezone.now()}
    payment = PaymentFactory(checkout=line.order.checkout, **made | payment)
    ShareFactory(payment=payment, line=line, amount=amount)
    Booking.objects.filter(pk=line.booking_id).update(amount_paid=amount)
    return payment


def receipt(client, line):
    return client.get(reverse("checkout:receipt", args=[links.token(line.booking)]))


def facts(client, line, *names):
    context = receipt(client, line).context
    return [context[name] for name in names]


def test_it_names_the_seller_of_that_day_and_the_buyer(client):
    line = line_of()
    Order.objects.update(seller_name="Argumosa Salud SL", seller_number="B12345678", seller_address="Argumosa 14")
    BusinessFactory(legal_name="Somebody else")
    page = receipt(client, line).content.decode()
    assert [page.count(words) for words in ("Argumosa Salud SL", "Tax number B12345678", "Argumosa 14")] == [1, 1, 1]
    assert ("Somebody else" in page, "Ada Example" in page, f"Receipt {line.order.number}" in page) == (
        False,
        True,
        True,
    )


def test_a_line_has_its_day_people_coupon_and_tax(client):
    line = line_of(total_participants=2, starts_at=hour("10:00"), price=Decimal(36), discount=Decimal(4))
    Order.objects.update(coupon_code="SPRING")
    type(line).objects.update(participants=2, amount=36, discount=4, tax_rate=21)
    [lines], taxes, total = facts(client, line, "lines", "taxes", "total")
    assert (lines.price, lines.rows, lines.today, total) == (
        "€40.00",
        [("Coupon SPRING", "−€4.00")],
        "€36.00",
        "€36.00",
    )
    assert lines.facts[1:] == [
        "2\xa0people" if "\xa0" in lines.facts[1] else "2 people",
        line.booking.code,
        "21\xa0% tax included",
    ]
    assert taxes == [("Tax of 21\xa0% in it", "€6.25")]


def test_fewer_people_since_are_said_and_counted(client):
    line = line_of(total_participants=1, price=Decimal(20))
    type(line).objects.update(participants=2)
    [row], total = facts(client, line, "lines", "total")
    assert (row.rows, total) == ([("Now for 1 people, not 2", "−€20.00")], "€20.00")


def test_of_what_was_canceled_only_what_is_kept_is_charged_and_taxed(client):
    line = line_of()
    payment = paid(line)
    RetainedFactory(line=line, amount=10, reason="CANCELED_BY_CUSTOMER")
    back = {"state": "done", "done_at": timezone.now(), "reason": "CANCELED_BY_CUSTOMER"}
    RefundFactory(payment=payment, line=line, amount=30, **back)
    type(line).objects.update(tax_rate=10)
    Booking.objects.update(status="canceled", session=None, takes_places=False, amount_refunded=30, amount_retained=10)
    [row], total, taxes, moves, due = facts(client, line, "lines", "total", "taxes", "moves", "due")
    assert row.rows == [("Canceled", "−€40.00"), ("Kept: canceled by the customer", "€10.00")]
    assert (total, taxes, due) == ("€10.00", [("Tax of 10\xa0% in it", "€0.91")], "")
    assert [amount for _words, amount in moves] == ["€40.00", "−€30.00"]
    assert moves[1][0].endswith(": canceled by the customer")


def test_a_deposit_leaves_the_rest_to_pay_and_in_person_is_said_so(client):
    line = line_of()
    paid(line, 10)
    assert facts(client, line, "due") == ["€30.00"]
    paid(line, 30, in_person=True)
    Booking.objects.update(amount_paid=40)
    due, moves = facts(client, line, "due", "moves")
    assert (due, [words.split(",")[0] for words, _amount in moves]) == ("", ["Paid online", "Paid in person"])


def test_it_shows_lines_of_the_same_person_and_of_nobody_else(client):
    ada = ContactFactory(email="ada@example.com")
    line = line_of(ada, title="Mine")
    line_of(ada, order=line.order, title="Mine too")
    line_of(ada, order=line.order, title="Passed on", email="bob@example.com")
    line_of(ContactFactory(), order=line.order, title="A friend's")
    assert [row.title for row in facts(client, line, "lines")[0]] == ["Mine", "Mine too"]


def test_without_a_contact_it_shows_its_own_line_alone(client):
    line = line_of()
    line_of(ContactFactory(), order=line.order)
    Booking.objects.update(contact=None, email="ada@example.com")
    assert len(facts(client, line, "lines")[0]) == 1


def test_what_was_paid_twice_comes_and_goes(client):
    line = line_of()
    paid(line)
    twice = PaymentFactory(checkout=line.order.checkout, state="refunded", amount=40, amount_captured=40)
    done = {"state": "done", "done_at": timezone.now(), "reason": "PAID_TWICE"}
    RefundFactory(payment=twice, line=line, amount=40, share=None, **done)
    twice.shares.all().delete()
    moves, total, due = facts(client, line, "moves", "total", "due")
    assert sorted(amount for _words, amount in moves) == ["€40.00", "€40.00", "−€40.00"]
    assert (total, due) == ("€40.00", "")


def test_words_of_an_owner_are_words_and_no_pattern(client):
    line = line_of()
    RefundFactory(
        payment=paid(line), line=line, amount=5, state="done", done_at=timezone.now(), reason="100% {day} %(x)s"
    )
    Booking.objects.update(amount_refunded=5)
    assert facts(client, line, "moves")[0][1][0].endswith(": 100% {day} %(x)s")


@pytest.mark.parametrize("token", ["x", "made-up:signature", "a" * 300])
def test_another_link_opens_nothing(client, token):
    assert client.get(reverse("checkout:receipt", args=[token])).status_code == 404


def test_an_old_link_opens_nothing(client):
    line = line_of()
    address = reverse("checkout:receipt", args=[links.token(line.booking)])
    Booking.objects.update(link_version=2)
    assert client.get(address).status_code == 404


def test_without_an_order_the_booking_itself_is_shown(client):
    booking = BookingFactory(confirmed=True)
    response = client.get(reverse("checkout:receipt", args=[links.token(booking)]))
    assert (response.status_code, response.url) == (303, links.path(booking))


@pytest.mark.parametrize("count", [1, 6])
def test_it_takes_as_many_questions_however_much_there_is(client, count, django_assert_num_queries):
    ada = ContactFactory(email="ada@example.com")
    line = line_of(ada)
    for _ in range(count - 1):
        paid(line_of(ada, order=line.order))
    paid(line)
    receipt(client, line)
    with django_assert_num_queries(7):
        receipt(client, line)


def test_the_bookings_page_leads_to_it(client):
    line = line_of()
    Booking.objects.update(selected_payment_option="offline")
    page = client.get(links.path(line.booking)).content.decode()
    assert reverse("checkout:receipt", args=[links.token(line.booking)]) in page
