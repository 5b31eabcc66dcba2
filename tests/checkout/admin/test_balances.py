"""Balances due: exactly the confirmed bookings of which something is to pay, and what that comes to."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bookings.balance import due
from bookings.models import Booking
from checkout.admin import balances
from checkout.admin.balances import owed
from tests.factories import BookingFactory, OwnerFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
DUE = reverse("admin:checkout_balances")


@pytest.fixture
def owner(client):
    client.force_login(OwnerFactory())
    return client


def confirmed(**facts):
    return BookingFactory(confirmed=True, **facts)


def past(**facts):
    return confirmed(starts_at=timezone.now() - timedelta(days=3), **facts)


def test_the_query_says_what_the_rule_says():
    facts = [
        {},
        {"amount_paid": Decimal(10)},
        {"amount_paid": Decimal(40)},
        {"amount_paid": Decimal(60), "amount_refunded": Decimal(30)},
        {"amount_paid": Decimal(45), "amount_retained": Decimal(10)},
        {"amount_authorised": Decimal(40)},
        {"amount_authorised": Decimal(15), "amount_paid": Decimal(5)},
        {"exempt": True},
        {"price": None},
        {"price": Decimal(0)},
        {"selected_payment_option": "membership"},
        {"selected_payment_option": "membership_offline", "checkout_completed_at": None},
    ]
    for each in facts:
        confirmed(**each)
    BookingFactory(pending=True)
    by_rule = {row.pk: due(row) for row in Booking.objects.filter(status="confirmed") if due(row)}
    assert ({row.pk: row.still_due for row in owed()}, len(by_rule)) == (by_rule, 6)


def test_what_is_to_come_and_what_is_past_each_with_its_sum(owner):
    coming, gone = confirmed(amount_paid=Decimal(10)), past()
    found = owner.get(DUE).context
    assert ([row.booking for row in found["rows"]], found["sum"], found["rows"][0].due) == (
        [coming],
        "€30.00",
        "€30.00",
    )
    found = owner.get(DUE, {"when": "past"}).context
    assert ([row.booking for row in found["rows"]], found["sum"], found["count"]) == ([gone], "€40.00", 1)


def test_each_leads_to_marking_it_as_paid(owner):
    booking = confirmed()
    assert reverse("admin:bookings_booking_act", args=[booking.pk, "mark-paid"]) in owner.get(DUE).content.decode()


def test_without_any_it_says_so(owner):
    assert "Nobody owes anything for what is to come." in owner.get(DUE).content.decode()


@pytest.mark.parametrize("number", ["x", "-1", "0", "99", "9" * 40])
def test_a_page_that_is_none_is_shown_empty_or_first(owner, number):
    confirmed()
    assert owner.get(DUE, {"page": number}).status_code == 200


def test_a_longer_list_has_pages_and_costs_no_more_queries(owner, monkeypatch):
    monkeypatch.setattr(balances, "PAGE", 2)

    def asked(page=1):
        with CaptureQueriesContext(connection) as seen:
            context = owner.get(DUE, {"page": page}).context
        return len(context["rows"]), context["more"], len(seen)

    confirmed()
    one = asked()
    confirmed(), confirmed()
    assert (one[:2], asked()[:2], asked(2)[:2]) == ((1, False), (2, True), (1, False))
    assert asked()[2] == one[2]


def test_it_takes_permission_to_see_bookings_and_orders(client):
    user = UserFactory(staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_order"))
    client.force_login(user)
    assert client.get(DUE).status_code == 403
