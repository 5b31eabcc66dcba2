"""A card that could not be charged after the confirmation is said on the booking's page."""

import pytest
from django.utils import timezone

from bookings import links
from tests.factories import BookingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
SENTENCE = "Your card could not be charged. Pay at the visit, or call us."


@pytest.mark.parametrize(
    ("changes", "said"),
    [({}, 1), ({"amount_authorised": 20}, 0), ({"selected_payment_option": "offline"}, 0)],
)
def test_it_is_said_where_nothing_was_taken(client, changes, said):
    online = {"selected_payment_option": "online", "checkout_completed_at": timezone.now()}
    booking = BookingFactory(confirmed=True, **(online | changes))
    assert client.get(links.path(booking)).content.decode().count(SENTENCE) == said
