"""redeem: credits are taken with the confirmation, or not at all (domain.md section 12; journeys.md C7, S29)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings.models import Message
from checkout.errors import CheckoutClosed, NotEnoughCredits, PlanDoesNotPay
from checkout.models import CreditPot, Order
from checkout.operations.redeeming import redeem
from tests.checkout.plans.held import booked, holds, opened, paid, taken, used, yoga
from tests.factories import (
    BookingFactory,
    ContactFactory,
    ServiceFactory,
    SessionFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


def again(booking):
    booking.refresh_from_db()
    return booking


def stands(booking):
    booking = again(booking)
    return booking.status, booking.payment_status, booking.selected_payment_option, booking.credits


def test_a_credit_is_taken_for_each_person_and_the_booking_stands():
    service = yoga()
    membership = holds(service)
    booking = paid(service, membership, people=3)
    assert stands(booking) == ("confirmed", "paid", "membership", 3)
    assert (used(membership), taken(), Order.objects.count()) == (3, [3], 1)


def test_a_request_sets_them_aside():
    service = yoga(policy={"needs_approval": True})
    membership = holds(service)
    assert stands(paid(service, membership)) == ("pending", "paid", "membership", 1)
    assert used(membership) == 1


def test_what_is_full_is_declined_and_takes_none():
    service = yoga(default_capacity=1)
    membership = holds(service)
    session = SessionFactory(service=service, capacity=1)
    booking = booked(service, session=session)
    BookingFactory(service=service, session=session, confirmed=True)
    redeem(opened(booking), contact=membership.contact, now=timezone.now())
    assert stands(booking) == ("declined", "not_paid", "membership", 0)
    assert (used(membership), taken()) == (0, [])


def test_of_several_dates_those_that_stand_are_paid():
    service = yoga()
    membership, session = holds(service), SessionFactory(service=service, capacity=1)
    full, free = booked(service, session=session), booked(service)
    BookingFactory(service=service, session=session, confirmed=True)
    redeem(opened(full, free), contact=membership.contact, now=timezone.now())
    assert (again(full).status, again(free).status, taken()) == ("declined", "confirmed", [1])


def test_too_few_credits_change_nothing():
    service = yoga()
    membership = holds(service, credits=2)
    first, second = booked(service), booked(service, people=2)
    checkout = opened(first, second)
    with pytest.raises(NotEnoughCredits):
        redeem(checkout, contact=membership.contact, now=timezone.now())
    checkout.refresh_from_db()
    assert (again(first).status, again(second).status, checkout.completed_at) == ("created", "created", None)
    assert (used(membership), taken(), Order.objects.count(), Message.objects.count()) == (0, [], 0, 0)


def test_sent_twice_it_is_done_once():
    service = yoga()
    membership = holds(service)
    checkout = opened(booked(service))
    for _time in range(2):
        redeem(checkout, contact=membership.contact, now=timezone.now())
    assert (used(membership), taken(), Order.objects.count()) == (1, [1], 1)


def test_a_booking_that_has_ended_meanwhile_takes_none():
    service = yoga()
    membership, booking = holds(service), booked(service)
    checkout = opened(booking)
    type(booking).objects.update(status="declined")
    with pytest.raises(CheckoutClosed):
        redeem(checkout, contact=membership.contact, now=timezone.now())
    assert used(membership) == 0


def test_the_cycle_in_which_it_takes_place_pays():
    service = yoga()
    membership = holds(service, kind="per_cycle", cycle="week", credits=1)
    for days in (2, 9, 16):
        paid(service, membership, days=days)
    assert list(CreditPot.objects.values_list("used", "credits")) == [(1, 1)] * 3
    with pytest.raises(NotEnoughCredits):
        paid(service, membership, days=9)


def test_without_end_is_counted_all_the_same():
    service = yoga()
    membership = holds(service, kind="unlimited", credits=None)
    paid(service, membership, people=6)
    paid(service, membership, people=6)
    assert used(membership) == 12


def test_of_two_plans_the_one_that_ends_first_pays():
    service = yoga()
    late = holds(service)
    early = holds(service, contact=late.contact, held__ends_at=timezone.now() + timedelta(days=20))
    paid(service, early, days=3)
    paid(service, early, days=30)
    assert (used(early), used(late)) == (1, 1)


MISFITS = {
    "for something else": lambda service, ada: holds(ServiceFactory(of_class=True), contact=ada),
    "somebody else's": lambda service, ada: holds(service, contact=ContactFactory()),
    "ended": lambda service, ada: holds(service, contact=ada, held__ended_at=timezone.now()),
    "over before": lambda service, ada: holds(service, contact=ada, held__ends_at=timezone.now() + timedelta(days=1)),
    "not begun": lambda service, ada: holds(service, contact=ada, held__starts_at=timezone.now() + timedelta(days=9)),
}


@pytest.mark.parametrize("misfit", MISFITS)
def test_a_plan_that_does_not_fit_pays_nothing(misfit):
    service = yoga()
    booking = booked(service)
    membership = MISFITS[misfit](service, booking.contact)
    with pytest.raises(PlanDoesNotPay):
        redeem(opened(booking), contact=booking.contact, now=timezone.now())
    assert (again(booking).status, used(membership)) == ("created", 0)


def test_a_service_that_takes_no_plans_takes_none():
    service = yoga(pay_by_plan=False)
    membership = holds(service)
    with pytest.raises(PlanDoesNotPay):
        paid(service, membership)
    assert used(membership) == 0


def test_a_course_takes_one_for_each_date_to_come():
    service = yoga(of_class=False, course=True)
    start = timezone.now() - timedelta(days=7)
    for week in range(4):
        begins = start + timedelta(weeks=week, hours=1)
        SessionFactory(service=service, kind="course", starts_at=begins, ends_at=begins + timedelta(hours=1))
    membership = holds(service)
    booking = BookingFactory(
        service=service,
        schedule=service.schedule,
        contact=membership.contact,
        starts_at=start,
        email=membership.contact.email,
        total_participants=2,
    )
    redeem(opened(booking), contact=membership.contact, now=timezone.now())
    assert (stands(booking), used(membership)) == (("confirmed", "paid", "membership", 6), 6)
