"""One reservation can't be taken in part: of several bookings none waits for the owner."""

from uuid import uuid4

import pytest
from django.utils import timezone

from bookings.errors import InvalidRequest
from checkout.models import Checkout
from checkout.operations import create_checkout
from tests.factories import BookingFactory, PolicyFactory, ServiceFactory

pytestmark = pytest.mark.django_db


def bookings(*, ask):
    return [BookingFactory(service=ServiceFactory(policy=PolicyFactory(needs_approval=each))) for each in ask]


@pytest.mark.parametrize("ask", [(True, True), (False, True)])
def test_a_request_and_another_booking_are_not_paid_together(ask):
    with pytest.raises(InvalidRequest, match="Ask for one date at a time"):
        create_checkout(bookings(ask=ask), token=uuid4(), now=timezone.now())
    assert not Checkout.objects.exists()


@pytest.mark.parametrize("ask", [(True,), (False, False)])
def test_a_request_alone_or_several_others_are(ask):
    checkout = create_checkout(bookings(ask=ask), token=uuid4(), now=timezone.now())
    assert checkout.lines.count() == len(ask)
