"""The receipt's words for credits of a plan, and for the time of a place."""

from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings import links
from services.wording import zone_label
from tests.factories import BookingFactory, OrderLineFactory, hour

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


def line_of(client, **booking):
    line = OrderLineFactory(booking=BookingFactory(**booking))
    return client.get(reverse("checkout:receipt", args=[links.token(line.booking)])).context["lines"][0]


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (0, ["2\xa0credits, back in the plan"]),
        (1, ["1\xa0credit, back in the plan", "1\xa0credit, stays used"]),
        (2, ["2\xa0credits, stay used"]),
    ],
)
def test_credits_say_what_became_of_them(client, kept, said):
    plan = {"selected_payment_option": "membership", "credits": 2, "credits_kept": kept}
    line = line_of(client, canceled=True, checkout_completed_at=timezone.now(), **plan)
    assert [words for words, _amount in line.rows] == ["Canceled", *said]


def test_its_time_has_its_zone(client):
    line = line_of(client, confirmed=True, starts_at=hour("10:00"))
    start = hour("10:00")
    assert line.facts[0].endswith(f", 10:00, {zone_label(start, ZoneInfo('Europe/Madrid'))}")
