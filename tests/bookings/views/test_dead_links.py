"""A link that opens nothing leads on, and tells nobody whether it was ever one."""

import pytest

from bookings import links
from tests.factories import BookingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


def page(client, address):
    response = client.get(address)
    assert response.status_code == 404
    return response.content.decode()


def test_an_ended_link_of_a_booking_leads_to_sign_in_and_looks_like_a_forged_one(client):
    booking = BookingFactory(confirmed=True)
    old = links.path(booking)
    booking.link_version += 1
    booking.save()
    pages = {page(client, address) for address in (old, f"{old}contact/", "/booking/forged/", "/booking/a/b/c/")}
    assert len(pages) == 1
    [dead] = pages
    assert [dead.count(words) for words in ("is in the newest mail", 'href="/sign-in/">See all your')] == [1, 1]


def test_other_addresses_speak_of_no_booking(client):
    assert page(client, "/bookings/").count("newest mail") == 0
