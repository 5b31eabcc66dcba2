"""Fifty bookings want the ten credits of one plan at the same instant (domain.md section 12)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import cancel_booking
from bookings.models import Booking
from checkout.errors import NotEnoughCredits
from checkout.operations.redeeming import redeem
from checkout.operations.returning import return_credits
from tests.checkout.plans.held import booked, holds, opened, paid, taken, used, yoga
from tests.factories import BusinessFactory, SessionFactory
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_ten_credits_are_ten_places():
    BusinessFactory()
    service = yoga(default_capacity=60)
    start = timezone.now() + timedelta(days=3)
    sessions = [
        SessionFactory(
            service=service,
            capacity=60,
            starts_at=start + timedelta(days=day),
            ends_at=start + timedelta(days=day, hours=1),
        )
        for day in range(5)
    ]
    membership = holds(service)
    checkouts = [opened(booked(service, session=sessions[n % 5])) for n in range(50)]
    results = together(
        [lambda c=checkout: redeem(c, contact=membership.contact, now=timezone.now()) for checkout in checkouts]
    )
    told = [result for result in results if isinstance(result, NotEnoughCredits)]
    assert (len(told), used(membership), sum(taken())) == (40, 10, 10)
    assert Booking.objects.filter(status="confirmed", credits=1).count() == 10
    assert Booking.objects.filter(status="created", credits=0).count() == 40


def test_returned_by_many_at_once_it_is_returned_once():
    BusinessFactory()
    service = yoga()
    membership = holds(service)
    booking = paid(service, membership, people=3)
    cancel_booking(booking, by=Actor.visitor(), now=timezone.now())
    results = together([lambda: return_credits(booking.pk, now=timezone.now())] * 8)
    assert (results, used(membership), taken()) == ([None] * 8, 0, [])
