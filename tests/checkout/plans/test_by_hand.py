"""A plan pays for a booking by the owner's hand (MEMBERSHIP_OFFLINE, journeys.md C7)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import cancel_booking
from checkout.errors import PlanDoesNotPay
from checkout.operations.redeeming import redeem_by_hand
from checkout.operations.returning import return_credits
from tests.checkout.plans.held import holds, used, yoga
from tests.checkout.walk import words
from tests.factories import (
    BookingFactory,
    CheckoutLineFactory,
    ContactFactory,
    OwnerFactory,
    PaymentFactory,
    SessionFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
BOOKINGS = "/admin/bookings/booking/"


@pytest.fixture
def desk(client):
    client.force_login(OwnerFactory())
    return client


@pytest.fixture
def service():
    return yoga(name="Yoga")


def stands(service, membership, **fields):
    contact = membership.contact
    session = SessionFactory(service=service)
    start = {"starts_at": session.starts_at, "ends_at": session.ends_at, "session": session}
    fields = {"confirmed": True, "contact": contact, "email": contact.email} | fields
    return BookingFactory(service=service, **start, **fields)


@pytest.mark.parametrize("status", ["confirmed", "pending"])
def test_a_booking_that_stands_is_paid_by_hand(desk, service, status):
    membership = holds(service)
    booking = stands(service, membership, **{"confirmed": False, status: True})
    url = f"{BOOKINGS}{booking.pk}/act/plan/"
    assert words(desk.get(f"{BOOKINGS}{booking.pk}/change/")).count("Pay with a plan") == 1
    response = desk.post(url, {"membership": membership.pk, "revision": booking.revision})
    booking.refresh_from_db()
    assert (response.status_code, booking.selected_payment_option, booking.credits) == (302, "membership_offline", 1)
    assert (booking.payment_status, booking.status, used(membership)) == ("paid", status, 1)


def by_hand(booking, membership, by=None):
    actor = by or Actor.owner(OwnerFactory())
    return redeem_by_hand(booking, membership=membership, by=actor, now=timezone.now())


def test_canceled_it_comes_back(service):
    membership = holds(service)
    booking = by_hand(stands(service, membership, cancel_until=timezone.now() + timedelta(days=1)), membership)
    cancel_booking(booking, by=Actor.visitor(), now=timezone.now())
    return_credits(booking.pk, now=timezone.now())
    assert used(membership) == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"amount_paid": 14, "payment_status": "paid"},
        {"amount_authorised": 14},
        {"confirmed": False, "canceled": True},
        {"confirmed": False},
        {"exempt": True, "payment_status": "exempt"},
    ],
)
def test_what_is_paid_or_does_not_stand_is_not_paid_again(service, fields):
    membership = holds(service)
    with pytest.raises(PlanDoesNotPay):
        by_hand(stands(service, membership, **fields), membership)
    assert used(membership) == 0


def test_nor_with_the_plan_of_somebody_else(service):
    membership = holds(service)
    booking = stands(service, holds(service, contact=ContactFactory()))
    with pytest.raises(PlanDoesNotPay):
        by_hand(booking, membership)


def test_twice_it_is_taken_once(service):
    membership = holds(service)
    booking = stands(service, membership)
    by_hand(booking, membership)
    with pytest.raises(PlanDoesNotPay):
        by_hand(booking, membership)
    assert used(membership) == 1


def test_nor_while_its_customer_is_paying(service):
    membership = holds(service)
    booking = stands(service, membership)
    line = CheckoutLineFactory(booking=booking)
    PaymentFactory(checkout=line.checkout, state="processing", amount=14)
    with pytest.raises(PlanDoesNotPay, match="paying just now"):
        by_hand(booking, membership)
