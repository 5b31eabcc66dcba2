"""An owner gives money of an order back: how much, how, and why."""

import re
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from bookings.models import Booking
from checkout.models import Refund
from tests.factories import CheckoutLineFactory, OrderLineFactory, OwnerFactory, ShareFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def owner(client):
    user = OwnerFactory()
    client.force_login(user)
    return user


@pytest.fixture
def line():
    """40 were paid for a booking that stands."""
    line = ShareFactory().line
    CheckoutLineFactory(checkout=line.order.checkout, booking=line.booking)
    Booking.objects.update(status="pending", amount_paid=40, selected_payment_option="online")
    return line


def page_of(line):
    return reverse("admin:checkout_order_give_back", args=[line.order_id])


def said(line, **changes):
    return {f"line_{line.pk}": "15", "way": "provider", "reason": "It rained in", "seen": "0"} | changes


def test_the_page_offers_all_of_it_and_does_nothing(client, owner, line):
    form = client.get(page_of(line)).context["form"]
    assert (form.initial["seen"], form[f"line_{line.pk}"].initial, form[f"line_{line.pk}"].help_text) == (
        0,
        40,
        "Up to €40.00.",
    )
    assert Refund.objects.count() == 0


def test_a_part_is_asked_for_with_its_reason(client, owner, line):
    response = client.post(page_of(line), said(line, cheaper="on"), follow=True)
    row = Refund.objects.get()
    assert (row.amount, row.reason, row.by_hand, row.asked_by, row.state) == (
        15,
        "It rained in",
        False,
        owner,
        "requested",
    )
    assert [str(message) for message in response.context["messages"]] == ["€15.00 goes back the way it was paid."]
    assert Booking.objects.get().price == 25


def test_what_was_given_in_person_is_done_with_at_once(client, owner, line):
    response = client.post(page_of(line), said(line, way="by_hand"), follow=True)
    assert list(Refund.objects.values_list("state", "by_hand")) == [("done", True)]
    assert [str(message) for message in response.context["messages"]] == ["Noted: €15.00 was given back."]
    assert (Booking.objects.get().price, Booking.objects.get().amount_refunded) == (40, 15)


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"amount": "40.01"}, "line"),
        ({"amount": "0"}, "line"),
        ({"amount": "-5"}, "line"),
        ({"amount": "NaN"}, "line"),
        ({"amount": "1.001"}, "line"),
        ({"amount": ""}, "line"),
        ({"reason": ""}, "reason"),
        ({"reason": "x" * 201}, "reason"),
        ({"way": "pigeon"}, "way"),
        ({"seen": "x"}, "seen"),
    ],
)
def test_what_can_not_be_is_said_at_its_field(client, owner, line, changes, where):
    amount = changes.pop("amount", "15")
    response = client.post(page_of(line), said(line, **{f"line_{line.pk}": amount}, **changes))
    assert (response.status_code, Refund.objects.count()) == (422, 0)
    assert list(response.context["form"].errors) == [f"line_{line.pk}" if where == "line" else where]


def test_sent_twice_it_is_given_back_once_and_said(client, owner, line):
    client.post(page_of(line), said(line))
    response = client.post(page_of(line), said(line))
    assert (response.status_code, Refund.objects.count()) == (409, 1)
    assert 'name="seen" value="1"' in response.content.decode()
    assert "Money of this order has moved since you opened it." in response.content.decode()


def test_of_several_lines_each_has_its_own_amount(client, owner, line):
    other = OrderLineFactory(order=line.order)
    ShareFactory(line=other, payment__checkout=line.order.checkout)
    CheckoutLineFactory(checkout=line.order.checkout, booking=other.booking)
    Booking.objects.update(status="pending", amount_paid=40)
    client.post(page_of(line), said(line, **{f"line_{line.pk}": "", f"line_{other.pk}": "7"}))
    assert list(Refund.objects.values_list("line", "amount")) == [(other.pk, Decimal(7))]


def test_without_anything_paid_there_is_nothing_to_fill_in(client, owner):
    line = OrderLineFactory()
    page = client.get(page_of(line))
    assert ("There is nothing to give back" in page.content.decode(), page.context["fits"]) == (True, False)
    assert client.post(page_of(line), said(line)).status_code == 422


def test_it_takes_the_permission(client, line):
    user = UserFactory(staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_order"))
    client.force_login(user)
    order = reverse("admin:checkout_order_change", args=[line.order_id])
    assert re.findall("give-back", client.get(order).content.decode()) == []
    assert [client.get(page_of(line)).status_code, client.post(page_of(line), said(line)).status_code] == [403, 403]


def test_given_back_by_hand_after_one_by_the_bank_it_is_told_so(client, owner, line):
    client.post(page_of(line), said(line))
    response = client.post(page_of(line), said(line, way="by_hand", seen="1", **{f"line_{line.pk}": "7"}), follow=True)
    assert [str(each) for each in response.context["messages"]][1:] == ["Noted: €7.00 was given back."]
