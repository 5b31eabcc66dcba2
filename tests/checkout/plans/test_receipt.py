"""The receipt of a booking that a plan has paid for."""

import pytest
from django.urls import reverse

from bookings import links
from tests.checkout.plans.held import holds, paid, yoga
from tests.checkout.walk import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


def test_it_does_not_say_that_nothing_was_paid(client):
    service = yoga()
    booking = paid(service, holds(service))
    page = client.get(reverse("checkout:receipt", args=[links.token(booking)]))
    assert (page.status_code, words(page).count("Nothing was paid yet")) == (200, 0)
