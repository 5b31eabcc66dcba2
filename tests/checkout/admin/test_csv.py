"""The books as files: every line and every movement of a period, adding up to the cent."""

import csv
import gc
import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from bookings.actors import Actor
from bookings.models import Booking
from checkout.admin import csv_movements, csv_orders
from checkout.models import Checkout, Order, OrderLine, Payment, Refund
from checkout.operations import mark_paid
from checkout.operations.owner_refunds import give_back_lines, given_back
from tests.checkout.operations.steps import begun, opened
from tests.factories import (
    BookingFactory,
    MembershipFactory,
    OrderFactory,
    OrderLineFactory,
    OwnerFactory,
    PaymentFactory,
    ShareFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
FILES = reverse("admin:checkout_files")
MADRID = ZoneInfo("Europe/Madrid")
CREATED = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)  # half past midnight of 1 April in Madrid


@pytest.fixture
def owner(client):
    user = OwnerFactory()
    client.force_login(user)
    return user


def read(client, file, first="2026-01-01", last="2199-12-31"):
    """Each row as a mapping from the header's words."""
    response = client.get(FILES, {"file": file, "first": first, "last": last})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def some_of_everything(sandbox, commits, owner):
    """Paid online and a part given back, paid in person and a part given back, canceled, a plan."""
    by, now = Actor.owner(owner), timezone.now()
    checkout, _booking = opened()
    sandbox.choose(begun(checkout, "everything"), "pay")
    with commits():
        sandbox.deliver()
    order = Order.objects.get()
    with commits():
        give_back_lines(order, {order.lines.get(): Decimal(15)}, reason="late", by_hand=False, seen=0, by=by, now=now)
    in_person = BookingFactory(confirmed=True)
    with commits():
        mark_paid(in_person, by=by, now=now)
        given_back(Booking.objects.get(pk=in_person.pk), amount=Decimal("12.50"), by=by, now=now)
    plan = OrderLineFactory(booking=None, membership=MembershipFactory(), title="Ten classes", amount=120)
    ShareFactory(line=plan, payment__checkout=plan.order.checkout, payment__amount=120, payment__captured_at=now)


def test_the_files_and_the_ledger_say_the_same(client, owner, sandbox_online, commits):
    some_of_everything(sandbox_online, commits, owner)
    moved = sum(Decimal(row["Amount"]) for row in read(client, "movements"))
    lines = read(client, "orders")
    captured = Payment.objects.aggregate(sum=Sum("amount_captured"))["sum"]
    refunded = Refund.objects.filter(state="done").aggregate(sum=Sum("amount"))["sum"]
    held = sum(Decimal(row["Paid"]) - Decimal(row["Refunded"]) for row in lines)
    bookings = Booking.objects.aggregate(paid=Sum("amount_paid"), back=Sum("amount_refunded"))
    assert moved == captured - refunded == held == bookings["paid"] - bookings["back"] + 120
    assert moved == Decimal("55") - 15 + 40 - Decimal("12.5") + 120
    assert {row["Noted by"] for row in read(client, "movements")} == {"", owner.username}


def test_a_movement_names_its_person_and_booking(client, sandbox_online, commits, owner):
    some_of_everything(sandbox_online, commits, owner)
    own = set(Booking.objects.values_list("code", flat=True))
    said = [(row["Customer"] != "", row["Booking"]) for row in read(client, "movements")]
    assert {code for _named, code in said} == own | {""}
    assert (len(said), {named for named, _code in said}) == (5, {True})


@pytest.mark.parametrize(("status", "credits"), [("pending", "2"), ("canceled", "1")])
def test_a_line_says_how_it_was_paid(client, owner, status, credits):
    booking = BookingFactory(selected_payment_option="membership", credits=2, credits_kept=1, status=status)
    OrderLineFactory(order=OrderFactory(created_at=CREATED), booking=booking)
    [row] = read(client, "orders")
    assert (row["Way to pay"], row["Credits"]) == ("with a plan", credits)


def test_a_line_says_what_it_was_and_what_it_is(client, owner):
    booking = BookingFactory(confirmed=True, code="T999999", title="=Back", price=Decimal(30), total_participants=2)
    order = OrderFactory(created_at=CREATED, coupon_code="SPRING")
    OrderLineFactory(order=order, booking=booking, participants=3, amount=36, discount=4, tax_rate=21)
    [row] = read(client, "orders")
    said = {name: row[name] for name in ("Order", "Ordered at", "Time zone", "Customer", "Booking", "What", "People")}
    assert said == {
        "Order": order.number,
        "Ordered at": "2026-04-01 00:30:00+02:00",
        "Time zone": "Europe/Madrid",
        "Customer": "Ada Example",
        "Booking": "T999999",
        "What": "'=Back",
        "People": "3",
    }
    amounts = ("Full price", "Discount", "Ordered for", "Price today", "Paid", "Due", "Tax rate, %")
    assert [row[name] for name in amounts] == ["40.00", "4.00", "36.00", "30.00", "0.00", "30.00", "21.00"]
    assert (row["Coupon"], row["Tax in the price today"], row["State"]) == ("SPRING", "5.21", "confirmed")


@pytest.mark.parametrize(
    ("first", "last", "count"), [("2026-04-01", "2026-04-01", 1), ("2026-03-01", "2026-03-31", 0)]
)
def test_days_are_those_of_the_business(client, owner, first, last, count):
    OrderLineFactory(order=OrderFactory(created_at=CREATED))
    payment = {"state": "captured", "amount_captured": 40, "captured_at": CREATED}
    PaymentFactory(**payment)
    assert [len(read(client, file, first, last)) for file in ("orders", "movements")] == [count, count]


def test_it_is_a_file_that_a_spreadsheet_knows(client, owner):
    response = client.get(FILES, {"file": "orders", "first": "2026-03-01", "last": "2026-03-31"})
    assert response["Content-Disposition"] == 'attachment; filename="orders-2026-03-01-2026-03-31.csv"'
    assert (response["Content-Type"], b"".join(response.streaming_content)[:3]) == (
        "text/csv; charset=utf-8",
        b"\xef\xbb\xbf",
    )


@pytest.mark.parametrize(
    "asked",
    [
        {"first": "2026-03-02", "last": "2026-03-01"},
        {"first": "x", "last": "2026-03-01"},
        {"first": "0001-01-01", "last": "9999-12-31"},
        {"first": "2026-03-01", "last": "2026-03-02", "file": "../x"},
    ],
)
def test_what_is_no_period_or_no_file_is_said(client, owner, asked):
    response = client.get(FILES, {"file": "orders"} | asked)
    assert (response.status_code, response.streaming) == (422, False)


def test_only_who_may_see_orders_gets_them(client):
    client.force_login(UserFactory(staff=True))
    assert client.get(FILES, {"file": "orders", "first": "2026-03-01", "last": "2026-03-02"}).status_code == 403


def many(count):
    """Lines of so many orders, all of one booking."""
    now, booking = timezone.now(), BookingFactory(confirmed=True)
    checkouts = Checkout.objects.bulk_create(Checkout(currency="EUR", total=40, created_at=now) for _ in range(count))
    orders = Order.objects.bulk_create(
        Order(checkout=checkout, currency="EUR", total=40, created_at=now) for checkout in checkouts
    )
    OrderLine.objects.bulk_create(OrderLine(order=order, booking=booking, title="A", amount=40) for order in orders)
    Payment.objects.bulk_create(
        Payment(
            checkout=checkout, idempotency_key=f"k{checkout.pk}", gateway="sandbox", amount=40, amount_captured=40,
            currency="EUR", state="captured", captured_at=now, created_at=now, updated_at=now,
        )
        for checkout in checkouts
    )  # fmt: skip


@pytest.mark.parametrize(("rows", "model"), [(csv_orders.rows, OrderLine), (csv_movements.rows, Payment)])
def test_rows_are_sent_while_they_are_read(owner, rows, model, django_assert_num_queries):
    many(2100)
    now, alive = timezone.now(), []
    with django_assert_num_queries(1 if model is OrderLine else 2 + 5):  # the names, once for each chunk
        for number, _row in enumerate(rows(now - timedelta(days=1), now + timedelta(days=1), MADRID)):
            if number % 700 == 1:
                alive.append(sum(type(each) is model for each in gc.get_objects()))
    assert (number, max(alive) <= 2 * csv_orders.CHUNK) == (2100, True)
