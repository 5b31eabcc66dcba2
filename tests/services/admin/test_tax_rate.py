"""The tax that is in a service's price: typed in percent, copied to each booking."""

from decimal import Decimal

import pytest
from django.urls import reverse

from tests.bookings.making import create
from tests.factories import BusinessFactory, OwnerFactory, ServiceFactory, hour

pytestmark = pytest.mark.django_db


@pytest.fixture
def form_of(client):
    client.force_login(OwnerFactory())

    def form(service):
        page = client.get(reverse("admin:services_service_change", args=[service.pk]))
        return page.context["adminform"].form

    return form


def test_it_is_a_percentage_whatever_the_currency(form_of):
    BusinessFactory(currency="JPY")
    field = form_of(ServiceFactory(tax_rate=Decimal("5.50")))["tax_rate"]
    assert (field.value(), field.field.clean("5.5")) == ("5.5", Decimal("5.5"))
    assert str(field.label) == "Tax included in the price, %"


def test_a_booking_keeps_the_rate_it_was_made_with():
    service = ServiceFactory(tax_rate=Decimal(21))
    booking = create(service, hour("10:00"))
    service.tax_rate = Decimal(10)
    service.save()
    booking.refresh_from_db()
    assert booking.tax_rate == 21
