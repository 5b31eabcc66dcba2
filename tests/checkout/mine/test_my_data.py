"""One's own data: to take along in a file, or to erase."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from bookings.models import Contact
from tests.bookings.members.asking import signed_in
from tests.factories import (
    AttendanceFactory,
    BookingChoiceFactory,
    BookingFactory,
    ContactFactory,
    CouponUseFactory,
    MessageFactory,
    OptOutFactory,
    OrderFactory,
    OrderLineFactory,
    PaymentFactory,
    ShareFactory,
    hour,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def ada(client):
    return signed_in(client, ContactFactory(email="ada@example.com"))


def past(contact, **more):
    start = timezone.now() - timedelta(days=3)
    return BookingFactory(contact=contact, confirmed=True, starts_at=start, **more)


def full(contact):
    """A booking with everything that hangs on one."""
    booking = past(contact, answers=[{"label": "Why?", "answer": "Back"}], sms_consent_at=timezone.now())
    MessageFactory(booking=booking, kind="confirmed")
    MessageFactory(booking=booking, kind="new_request", recipient="owner@example.com")
    AttendanceFactory(booking=booking)
    BookingChoiceFactory(booking=booking, name="Adult")
    OptOutFactory(phone="+12025550123")
    order = OrderFactory(checkout__online=True)
    OrderLineFactory(order=order, booking=booking)
    paid = {"state": "captured", "amount_captured": Decimal(40), "provider_id": "secret-1"}
    PaymentFactory(checkout=order.checkout, provider_url="https://pay.example/secret-2", **paid)
    return booking


def test_the_file_has_all_that_is_kept(client, ada):
    booking = full(ada)
    response = client.get("/my/export/")
    data = json.loads(response.content)
    [kept], [order] = data["bookings"], data["orders"]
    assert (data["contact"]["email"], kept["code"], kept["answers"]) == (
        "ada@example.com",
        booking.code,
        booking.answers,
    )
    assert [message["kind"] for message in kept["messages"]] == ["confirmed"]
    assert (kept["attendance"][0]["status"], kept["choices"][0]["name"]) == ("attended", "Adult")
    assert (order["lines"][0]["booking"], order["payments"][0]["amount_captured"]) == (booking.code, "40.000")
    assert (data["no_texts"][0]["phone"], kept["sms_consent_at"] is not None) == ("+12025550123", True)


def test_money_is_in_it_in_person_too_with_discount_and_tax(client, ada):
    line = OrderLineFactory(booking=past(ada), discount=Decimal(4), tax_rate=21, order__coupon_code="SPRING")
    in_person = {"gateway": "offline", "purpose": "in_person", "line": line, "amount": Decimal(40)}
    ShareFactory(line=line, payment=PaymentFactory(checkout=line.order.checkout, state="captured", **in_person))
    OrderLineFactory(order=line.order, title="A friend's")
    [order] = json.loads(client.get("/my/export/").content)["orders"]
    [mine] = order["lines"]
    assert (mine["discount"], mine["tax_rate"], order["coupon_code"]) == ("4.000", "21.00", "SPRING")
    assert [(paid["gateway"], paid["amount"]) for paid in mine["paid"]] == [("offline", "40.000")]
    assert order["payments"] == []


def test_it_is_a_file_that_nobody_keeps_on_the_way(client, ada):
    response = client.get("/my/export/")
    assert response["Content-Disposition"] == f'attachment; filename="daybook-{ada.pk}.json"'
    assert response["Cache-Control"] == "no-store"


def test_no_secret_of_the_provider_is_in_it(client, ada):
    full(ada)
    assert "secret" not in client.get("/my/export/").content.decode()


def test_nobody_elses_is_in_it(client, ada):
    full(ContactFactory(email="bob@example.com"))
    past(ada, email="bob@example.com")
    data = json.loads(client.get("/my/export/").content)
    assert (data["bookings"], data["orders"], data["no_texts"]) == ([], [], [])


@pytest.mark.parametrize("count", [1, 6])
def test_it_takes_as_many_questions_however_much_there_is(client, ada, count, django_assert_num_queries):
    for _ in range(count):
        OrderLineFactory(booking=past(ada))
    with django_assert_num_queries(18):
        client.get("/my/export/")


def test_the_calendar_file_has_what_is_to_come(client, ada):
    coming = BookingFactory(contact=ada, confirmed=True)
    past(ada)
    response = client.get("/my/bookings.ics")
    assert response.content.decode().count("BEGIN:VEVENT") == 1
    assert (coming.uuid.hex[:8] in response.content.decode(), response["Cache-Control"]) == (True, "no-store")


def test_the_page_says_what_goes_and_what_stays_and_does_nothing(client, ada):
    page = client.get("/my/erase/").content.decode()
    assert (page.count("What goes"), page.count("What stays")) == (1, 1)
    assert Contact.objects.get().erased_at is None


@pytest.mark.parametrize("typed", ["", "bob@example.com", "x"])
def test_it_wants_the_address_typed(client, ada, typed):
    assert client.post("/my/erase/", {"email": typed}).status_code == 422
    assert Contact.objects.get().erased_at is None


def test_then_it_is_erased_and_signed_out(client, ada):
    past(ada)
    response = client.post("/my/erase/", {"email": "Ada@example.com"})
    assert (response.status_code, str(Contact.objects.get())) == (200, "Erased")
    assert client.get("/my/").status_code == 303


def test_with_a_booking_that_stands_it_is_refused_and_leads_there(client, ada):
    BookingFactory(contact=ada, confirmed=True, starts_at=hour("10:00"), title="First visit")
    page = client.get("/my/erase/")
    assert [title.split(",")[0] for _url, title in page.context["standing"]] == ["First visit"]
    response = client.post("/my/erase/", {"email": "ada@example.com"})
    assert (response.status_code, Contact.objects.get().erased_at) == (409, None)


def test_the_file_has_credits_and_codes(client, ada):
    past(ada, credits=2, credits_kept=1)
    CouponUseFactory(contact=ada, coupon__code="SPRING")
    data = json.loads(client.get("/my/export/").content)
    assert [(each["credits"], each["credits_kept"]) for each in data["bookings"]] == [(2, 1)]
    assert [(use["code"], use["amount"], use["released_at"]) for use in data["coupons"]] == [("SPRING", "4.000", None)]
