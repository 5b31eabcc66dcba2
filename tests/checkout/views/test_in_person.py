"""Booked at once: nothing is paid online (journeys.md C2, C3, C4)."""

import pytest
from django.urls import reverse

from bookings import links
from bookings.models import Booking
from checkout.models import Checkout, Order
from checkout.operations.picked import checkout_token
from tests.checkout.walk import pick_of, send
from tests.factories import PolicyFactory, ServiceFactory

pytestmark = pytest.mark.django_db


def test_details_lead_straight_to_the_page_that_waits(client):
    pick = pick_of(ServiceFactory())
    response = send(client, pick)
    assert (response.status_code, response.url) == (303, reverse("checkout:done", args=[checkout_token(pick.token)]))


def test_the_booking_is_confirmed_and_ordered(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send(client, pick_of(ServiceFactory()))
    booking = Booking.objects.get()
    assert (booking.status, booking.payment_status, booking.name) == ("confirmed", "not_paid", "Ada Lovelace")
    assert Order.objects.get().checkout == Checkout.objects.get()


def test_the_page_that_waits_goes_on_to_the_booking(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        url = send(client, pick_of(ServiceFactory())).url
    response = client.get(url)
    assert (response.status_code, response.url) == (303, links.path(Booking.objects.get()))


def test_what_needs_approval_becomes_a_request(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send(client, pick_of(ServiceFactory(policy=PolicyFactory(needs_approval=True))))
    assert Booking.objects.get().status == "pending"


def test_what_is_free_is_confirmed(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send(client, pick_of(ServiceFactory(rate="no_fee", price=0)))
    assert (Booking.objects.get().status, Booking.objects.get().payment_status) == ("confirmed", "exempt")
