"""The same pick once more: double click, reload, back, two tabs (journeys.md S18 to S20)."""

import pytest
from django.test import Client

from bookings.models import Booking
from tests.checkout.walk import details_url, filled, pick_of, send, words
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


def test_another_browser_sees_nothing_of_a_booking_that_was_made(client, commits):
    pick = pick_of(ServiceFactory())
    with commits():
        send(client, pick)
    for response, status in ((Client().get(details_url(pick)), 200), (send(Client(), pick, name="Eve"), 409)):
        assert response.status_code == status
        assert "checkout/made_already.html" in [template.name for template in response.templates]
        page = words(response)
        assert [page.count(word) for word in ("/booking/", "ada@example.com", Booking.objects.get().code)] == [0, 0, 0]


def test_another_browser_cannot_change_an_unfinished_booking(client, sandbox_online):
    pick = pick_of(ServiceFactory(pay_online=True))
    send(client, pick)
    stranger = Client()
    assert words(stranger.get(details_url(pick))).count("Ada Lovelace") == 0
    for url in (details_url(pick), details_url(pick) + "extend/"):
        assert stranger.post(url, filled(name="Eve") | {"extend": "1"}).status_code == 409
    assert (send(stranger, pick, name="Eve").status_code, Booking.objects.get().name) == (409, "Ada Lovelace")
