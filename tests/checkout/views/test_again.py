"""The same pick once more: double click, reload, back, two tabs (journeys.md S18 to S20)."""

import pytest

from bookings.models import Booking
from tests.checkout.walk import details_url, pick_of, send, words
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db


def test_the_same_form_twice_is_one_booking(client):
    pick = pick_of(ServiceFactory())
    assert send(client, pick).url == send(client, pick).url
    assert Booking.objects.count() == 1


def test_changed_details_reach_an_unfinished_booking(client, sandbox_online):
    pick = pick_of(ServiceFactory(pay_online=True))
    send(client, pick)
    send(client, pick, name="Grace Hopper")
    assert Booking.objects.get().name == "Grace Hopper"


def test_back_from_the_payment_shows_what_was_typed(client, sandbox_online):
    pick = pick_of(ServiceFactory(pay_online=True))
    send(client, pick)
    assert words(client.get(details_url(pick))).count('value="Ada Lovelace"') == 1


def test_back_after_the_confirmation_says_already_booked(client, commits):
    pick = pick_of(ServiceFactory())
    with commits():
        send(client, pick)
    assert words(client.get(details_url(pick))).count("You have booked this already</h1>") == 1
    changed = send(client, pick, name="Grace Hopper")
    assert (changed.status_code, Booking.objects.get().name) == (409, "Ada Lovelace")
