"""A refund that was refused, on the order's page: try again, or given back another way."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from bookings.models import Alert
from checkout.models import Refund
from tests.factories import AlertFactory, OwnerFactory, RefundFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def owner(client):
    client.force_login(OwnerFactory())
    return client


@pytest.fixture
def refused():
    row = RefundFactory(state="failed", failure="the card is closed")
    AlertFactory(kind="refund_failed", booking=row.line.booking)
    return row


def page_of(refund, act):
    return reverse("admin:checkout_refund_act", args=[refund.pk, act])


def order_of(refund):
    return reverse("admin:checkout_order_change", args=[refund.line.order_id])


def test_the_order_leads_to_both(owner, refused):
    page = owner.get(order_of(refused)).content.decode()
    assert [page.count(f'href="{page_of(refused, act)}"') for act in ("retry", "another-way")] == [1, 1]


def test_the_page_says_what_it_does_and_does_nothing(owner, refused):
    page = owner.get(page_of(refused, "another-way")).content.decode()
    assert ("the card is closed" in page, "You have given the money back yourself" in page) == (True, True)
    assert Refund.objects.get().state == "failed"


@pytest.mark.parametrize(
    ("act", "new", "told"),
    [
        ("retry", ("requested", False), "The provider is asked again to give €40.00 back."),
        ("another-way", ("done", True), "Noted: you have given €40.00 back."),
    ],
)
def test_another_row_stands_for_it_and_the_alert_is_solved(owner, refused, act, new, told):
    response = owner.post(page_of(refused, act), follow=True)
    rows = list(Refund.objects.order_by("pk").values_list("state", "by_hand"))
    assert (rows, Alert.objects.get().solved_at is not None) == ([("replaced", False), new], True)
    assert [str(message) for message in response.context["messages"]] == [told]


def test_the_second_of_two_owners_is_told(owner, refused):
    owner.post(page_of(refused, "another-way"))
    response = owner.post(page_of(refused, "retry"))
    assert (response.status_code, Refund.objects.count()) == (409, 2)
    assert "This refund has been dealt with already." in response.content.decode()
    assert owner.get(page_of(refused, "retry")).content.decode().count("<form method") == 0


@pytest.mark.parametrize("act", ["", "x", "delete"])
def test_there_is_no_other_act(owner, refused, act):
    assert owner.post(page_of(refused, "retry").replace("retry/", f"{act}/")).status_code in (301, 302, 404)
    assert Refund.objects.count() == 1


def test_it_takes_the_permission(client, refused):
    user = UserFactory(staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_order"))
    client.force_login(user)
    assert "another-way" not in client.get(order_of(refused)).content.decode()
    assert client.post(page_of(refused, "another-way")).status_code == 403
