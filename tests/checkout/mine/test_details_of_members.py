"""Booking while signed in: the form begins with what we know, and takes no other address."""

import pytest

from bookings.models import Booking
from tests.bookings.members.asking import signed_in
from tests.checkout.walk import details_url, pick_of, send, words
from tests.factories import ContactFactory, ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def ada(client):
    return signed_in(client, ContactFactory(email="ada@example.com", phone="+34612345678", time_zone="Asia/Tokyo"))


def test_the_form_begins_with_what_we_know(client, ada):
    form = client.get(details_url(pick_of(ServiceFactory()))).context["form"]
    assert form.initial == {"name": "Ada Example", "email": "ada@example.com", "phone": "+34 612 34 56 78"}


def test_another_address_is_refused_at_its_field(client, ada):
    response = send(client, pick_of(ServiceFactory()), email="bob@example.com")
    sentence = "You are signed in as ada@example.com. Book with that address, or sign out to book with another."
    assert (response.status_code, words(response).count(sentence)) == (422, 2)
    assert Booking.objects.count() == 0


def test_ones_own_is_taken_however_it_is_written(client, ada):
    assert send(client, pick_of(ServiceFactory()), email="Ada@Example.com").status_code == 303
    booking = Booking.objects.get()
    assert (booking.contact, booking.contact_time_zone.key) == (ada, "Asia/Tokyo")


def test_a_visitor_starts_with_nothing(client):
    assert client.get(details_url(pick_of(ServiceFactory()))).context["form"].initial == {}
