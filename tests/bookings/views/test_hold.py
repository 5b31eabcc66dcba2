"""Continue with a picked time: kept for the visitor, or the same page with what to do instead."""

import pytest
from django.urls import reverse

from bookings.models import Hold
from bookings.picks import Pick
from tests.factories import BookingFactory, ResourceFactory, ServiceFactory, hour

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return ResourceFactory(name="Anna")


@pytest.fixture
def massage(business, anna):
    return ServiceFactory(slug="massage", groups=[[anna]])


def at(clock):
    from datetime import UTC

    return hour(clock).astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def post(client, service, **data):
    return client.post(reverse("bookings:hold", args=[service.slug]), data)


def test_a_free_time_is_held_and_the_checkout_goes_on_from_its_pick(client, massage):
    response = post(client, massage, t=at("10:00"))
    hold = Hold.objects.get()
    pick = Pick.read(response["Location"].rstrip("/").rpartition("/")[2])
    assert response.status_code == 303
    assert (pick.service_id, pick.start, pick.hold) == (massage.pk, hour("10:00"), hold.token)


def test_a_time_that_was_taken_meanwhile_answers_409_with_three_others(client, massage, anna):
    BookingFactory(service=massage, resource=anna, confirmed=True, starts_at=hour("10:00"))
    response = post(client, massage, t=at("10:00"))
    assert response.status_code == 409
    assert [words for _url, words in response.context["notice"]["links"]] != []
    assert len(response.context["notice"]["links"]) == 3
