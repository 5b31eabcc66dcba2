"""Services read in SQL are those that the models would read."""

import pytest

from bookings.picker.offer import find_offered, places_of
from bookings.picker.offer_rows import all_services
from services.models import Business, Service
from tests.factories import CategoryFactory, LocationFactory, PolicyFactory, ServiceFactory, VariantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


def values(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_service_is_read_with_every_column_and_its_policy():
    policy = PolicyFactory(cancel_cutoff_minutes=60, text='Half a "day"')
    made = ServiceFactory(policy=policy, price="12.345")
    found, stored = find_offered(made.slug), Service.objects.get(pk=made.pk)
    assert (values(found), values(found.policy)) == (values(stored), values(stored.policy))


def test_the_list_has_the_order_of_the_model():
    second, first = CategoryFactory(position=2), CategoryFactory(position=1)
    for category, position in ((second, 1), (None, 0), (first, 2), (first, 1)):
        ServiceFactory(category=category, position=position)
    assert [(each, each.category) for each in all_services()] == [
        (each, each.category) for each in Service.objects.select_related("category")
    ]


def test_the_least_price_is_that_of_the_cheapest_choice():
    service = ServiceFactory()
    for price in (30, 20):
        VariantFactory(service=service, price=price)
    assert [each.least_price for each in all_services()] == [20]


def test_places_stand_in_the_owners_order():
    places = [LocationFactory(position=2), LocationFactory(position=1)]
    service = ServiceFactory()
    service.locations.set(places)
    assert [place.id for place in places_of(find_offered(service.slug))] == [places[1].pk, places[0].pk]


def test_the_business_is_read_with_every_column(business):
    assert values(Business.objects.current()) == values(Business.objects.get())
