"""An appointment whose people have different prices (journeys.md C1: participants or choices, price following)."""

import pytest
from django.urls import reverse

from bookings.models import Booking, Hold
from tests.bookings.views.asking import at, post, see
from tests.checkout.walk import filled, words
from tests.factories import PolicyFactory, ServiceFactory, VariantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def climbing():
    service = ServiceFactory(rate="varied", variant_option="Who climbs?", policy=PolicyFactory(max_participants=4))
    service.adult = VariantFactory(service=service, name="Adult", price=30)
    service.child = VariantFactory(service=service, name="Child", price=12)
    return service


def people(service, adults, children):
    return {f"v{service.adult.pk}": adults, f"v{service.child.pk}": children}


def test_the_price_follows_who_comes(client, climbing):
    slip = see(client, climbing, "slip", t=at("10:00"), **people(climbing, 1, 2))
    assert "€54.00" in words(slip)


def test_it_is_booked_with_its_choices(client, climbing, django_capture_on_commit_callbacks):
    url = post(client, climbing, t=at("10:00"), **people(climbing, 1, 2)).url
    assert Hold.objects.get().participants == 3
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, filled())
    booking = Booking.objects.get()
    assert (booking.status, booking.price, booking.total_participants) == ("confirmed", 54, 3)
    assert list(booking.choices.order_by("pk").values_list("name", "participants")) == [("Adult", 1), ("Child", 2)]


@pytest.mark.parametrize(("adults", "children"), [(0, 0), (4, 1)])
def test_nobody_and_too_many_are_said_where_they_are_chosen(client, climbing, adults, children):
    response = post(client, climbing, t=at("10:00"), **people(climbing, adults, children))
    assert (response.status_code, Hold.objects.count()) == (422, 0)


def test_a_choice_that_is_not_offered_any_more_closes_the_form(client, climbing):
    url = post(client, climbing, t=at("10:00"), **people(climbing, 0, 2)).url
    climbing.child.delete()
    response = client.post(url, filled())
    assert (response.status_code, Booking.objects.count()) == (409, 0)
    assert "not offered any more" in words(response)


def test_a_service_whose_choices_are_not_set_is_not_booked_online(client):
    service = ServiceFactory(rate="varied")
    assert "This is booked with us, not online." in words(client.get(reverse("bookings:service", args=[service.slug])))
