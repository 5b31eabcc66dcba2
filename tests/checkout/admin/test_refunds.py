"""An owner sees what is given back, on its way, or refused, on the booking and on the order."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from bookings.models import Booking
from tests.factories import BookingFactory, BusinessFactory, OwnerFactory, RefundFactory, hour

pytestmark = pytest.mark.django_db
ASKED = hour("09:00")
WORDS = [
    ({"state": "requested"}, "requested: The business canceled. Under way since {asked}."),
    (
        {"state": "requested", "attempts": 2, "retry_at": ASKED + timedelta(hours=1)},
        "requested: The business canceled. Under way since {asked}."
        " The provider did not answer; it is asked again {later}.",
    ),
    ({"state": "done", "done_at": ASKED + timedelta(hours=1)}, "done: The business canceled. Given back {later}."),
    (
        {"state": "failed", "failure": "the card is closed"},
        "failed: The business canceled. The provider refused it: the card is closed",
    ),
]


@pytest.fixture
def read(client):
    """read("bookings_booking", pk): the page's words, spaces made plain."""
    client.force_login(OwnerFactory())
    BusinessFactory()

    def read(page, *args):
        html = client.get(reverse(f"admin:{page}", args=args)).content.decode()
        return " ".join(html.replace("\xa0", " ").split())

    return read


@pytest.mark.parametrize(("facts", "words"), WORDS)
def test_each_refund_is_told_on_the_booking_and_on_the_order(read, facts, words):
    refund = RefundFactory(created_at=ASKED, **facts)
    link = f'<a href="{reverse("admin:checkout_payment_change", args=[refund.payment_id])}">€40.00</a>, '
    day = f"{ASKED:%a} {ASKED.day} {ASKED:%B}"
    told = link + words.format(asked=f"{day}, 09:00", later=f"{day}, 10:00")
    assert told in read("bookings_booking_change", refund.line.booking_id)
    assert told in read("checkout_order_change", refund.line.order_id)


@pytest.mark.parametrize(
    ("state", "refunded", "said"),
    [("requested", 0, "Refund under way, €30.00"), ("failed", 0, "Refund failed, €30.00"), ("done", 30, "Refunded")],
)
def test_the_list_says_whether_money_is_on_its_way(read, state, refunded, said):
    refund = RefundFactory(state=state)
    Booking.objects.filter(pk=refund.line.booking_id).update(
        status="canceled",
        payment_status="refunded",
        selected_payment_option="online",
        amount_paid=Decimal(40),
        amount_retained=Decimal(10),
        amount_refunded=Decimal(refunded),
    )
    assert f'<td class="field-payment">{said}</td>' in read("bookings_booking_changelist")


def test_what_was_paid_in_person_is_the_owners_to_give_back(read):
    paid = {"selected_payment_option": "offline", "amount_paid": Decimal(40), "amount_in_hand": Decimal(40)}
    booking = BookingFactory(status="canceled", **paid)
    assert booking.price >= 40
    assert '<td class="field-payment">To give back by hand, €40.00</td>' in read("bookings_booking_changelist")


def test_a_reason_that_is_a_code_is_said_in_words(read):
    refund = RefundFactory(reason="CANCELED_BY_BUSINESS")
    page = read("bookings_booking_change", refund.line.booking_id)
    assert ("canceled by the business" in page, "CANCELED_BY_BUSINESS" in page) == (True, False)
