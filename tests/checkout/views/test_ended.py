"""The address of a pick whose booking has ended says how it ended (journeys.md S18)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import cancel_booking, decline_booking, expire_checkout
from bookings.models import Booking, Hold
from tests.bookings.making import VISITOR
from tests.checkout.walk import details_url, pick_of, send
from tests.factories import OwnerFactory, PolicyFactory, ServiceFactory

pytestmark = pytest.mark.django_db
OWNER = "Estudio Argumosa"


def left(booking):
    late = timezone.now() + timedelta(hours=2)
    Hold.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert expire_checkout(booking, now=late)


def refused(booking):
    decline_booking(booking, by=Actor.owner(OwnerFactory()), now=timezone.now())


def canceled_by(actor):
    return lambda booking: cancel_booking(booking, by=actor(), now=timezone.now())


@pytest.mark.parametrize(
    ("end", "sentence", "same"),
    [
        (left, "The booking was not finished in time, so the time went back to everybody. Nothing is booked.", True),
        (canceled_by(lambda: VISITOR), "You canceled this booking. The time is free for others.", True),
        (canceled_by(lambda: Actor.owner(OwnerFactory())), f"{OWNER} canceled this booking.", False),
        (refused, f"{OWNER} could not take this booking.", False),
    ],
    ids=["left", "canceled", "canceled by the owner", "declined"],
)
def test_it_says_what_happened_and_offers_the_time_again_only_where_it_may_be_had(
    client, sandbox_online, business, end, sentence, same
):
    pick = pick_of(ServiceFactory(pay_online=True, policy=PolicyFactory(customer_may_cancel=True)))
    send(client, pick)
    end(Booking.objects.get())
    response = client.get(details_url(pick))
    gone = response.context["gone"]
    assert (response.status_code, gone.sentence, gone.same is not None) == (200, sentence, same)
    assert response.content.decode().count(sentence) == 1
