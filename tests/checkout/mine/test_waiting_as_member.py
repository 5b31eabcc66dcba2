"""Joining a waitlist while signed in."""

import pytest

from bookings.models import Booking
from tests.bookings.members.asking import signed_in
from tests.bookings.waitlist.waiting import NOON, a_class
from tests.checkout.views.test_waitlist import address, send
from tests.factories import ContactFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def ada(client, time_machine):
    time_machine.move_to(NOON, tick=False)
    return signed_in(client, ContactFactory(email="ada@example.com"))


def waits():
    return Booking.objects.filter(status="waiting_list")


def test_the_form_begins_with_what_we_know(client, ada):
    assert client.get(address(a_class())).context["form"].initial["email"] == "ada@example.com"


def test_another_address_is_refused_at_its_field(client, ada):
    response = send(client, a_class(), email="bob@example.com")
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["email"])
    assert not waits().exists()


def test_ones_own_place_stands_among_ones_bookings(client, ada):
    assert send(client, a_class(), email="ada@example.com").status_code == 303
    [row] = client.get("/my/").context["mine"].waiting
    assert (row.mark, row.word, waits().get().contact) == ("wait", "On the waitlist", ada)
