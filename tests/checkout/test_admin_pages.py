"""The money's pages open for the owner, show all there is, and change nothing."""

import pytest
from django.urls import reverse

from tests.factories import OrderLineFactory, OwnerFactory, PaymentFactory, RefundFactory, UserFactory

pytestmark = pytest.mark.django_db
MADE_BY = {
    "order": lambda: OrderLineFactory().order,
    "payment": lambda: RefundFactory().payment,
}


@pytest.mark.parametrize("model", MADE_BY)
def test_every_page_opens_for_the_owner_and_nothing_can_be_added(client, model):
    client.force_login(OwnerFactory())
    row = MADE_BY[model]()
    addresses = [
        reverse(f"admin:checkout_{model}_changelist"),
        reverse(f"admin:checkout_{model}_change", args=[row.pk]),
        reverse(f"admin:checkout_{model}_add"),
    ]

    assert [client.get(address).status_code for address in addresses] == [200, 200, 403]


@pytest.mark.parametrize("model", MADE_BY)
def test_staff_without_permissions_see_none_of_it(client, model):
    client.force_login(UserFactory(staff=True))

    assert client.get(reverse(f"admin:checkout_{model}_changelist")).status_code == 403


def test_an_order_shows_its_lines_payments_and_refunds(client):
    client.force_login(OwnerFactory())
    order = RefundFactory().line.order
    page = client.get(reverse("admin:checkout_order_change", args=[order.pk])).content.decode()

    assert order.lines.get().booking.code in page
    assert "€40.00</a>, paid" in page
    assert "€40.00</a>, requested: The business canceled." in page


def test_payments_are_found_by_the_code_of_their_booking(client):
    client.force_login(OwnerFactory())
    refund = RefundFactory()
    refund.payment.checkout.lines.create(booking=refund.line.booking)
    PaymentFactory()
    query = {"q": refund.line.booking.code}
    response = client.get(reverse("admin:checkout_payment_changelist"), query)

    assert list(response.context["cl"].result_list) == [refund.payment]
