"""How many questions each page asks the database: fixed, whatever the shop's size."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from tests.checkout.walk import choose, details_url, filled, paying_for, pick_of
from tests.factories import BookingFactory, QuestionFactory, ResourceFactory, ServiceFactory, hour, next_monday

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[1, 8])
def service(request):
    """A small shop and a larger one."""
    people = [ResourceFactory() for _ in range(request.param)]
    made = ServiceFactory(groups=[people], pay_online=True)
    for number in range(request.param):
        QuestionFactory(service=made)
        day = next_monday() + timedelta(days=number % 5)
        BookingFactory(service=made, resource=people[number], starts_at=hour("15:00", day), confirmed=True)
    return made


def test_the_details_page(client, service, django_assert_num_queries):
    url = details_url(pick_of(service))
    client.get(url)
    with django_assert_num_queries(4):
        client.get(url)


def test_sending_the_details(client, service, django_assert_num_queries):
    pick = pick_of(service)
    with django_assert_num_queries(14):
        assert client.post(details_url(pick), filled()).status_code == 303


def test_the_payment_page(client, service, django_assert_max_num_queries):
    _, url = paying_for(client, service)
    with django_assert_max_num_queries(5):
        assert client.get(url).status_code == 200


def test_the_status_piece(client, service, sandbox_online, django_assert_max_num_queries):
    booking, url = paying_for(client, service)
    choose(client, url, "everything")
    cache.clear()
    status = reverse("checkout:done_status", args=[booking.checkouts.get().token])
    client.get(status, headers={"hx-request": "true"})
    with django_assert_max_num_queries(6):
        client.get(status, headers={"hx-request": "true"})
