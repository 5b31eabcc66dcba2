"""confirm, decline, set as pending, change contact, and what runs out by itself (domain.md sections 2 and 3)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import errors, links
from bookings.actors import Actor
from bookings.lifecycle import (
    Details,
    cancel_booking,
    change_contact,
    confirm_booking,
    decline_booking,
    expire_checkout,
    expire_request,
    set_booking_as_pending,
)
from bookings.models import Hold
from bookings.states import PaymentStatus
from tests.bookings.making import VISITOR, book, create, pay, place_hold
from tests.factories import OwnerFactory, ServiceFactory, UserFactory, hour

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(db):
    return Actor.owner(OwnerFactory())


def request_for(service, clock="10:00"):
    return book(service, hour(clock))


@pytest.fixture
def by_request(db):
    return ServiceFactory(policy__needs_approval=True)


def test_a_request_is_confirmed_and_takes_its_time(owner, by_request):
    booking = confirm_booking(request_for(by_request), by=owner, now=timezone.now(), words="See you then")
    assert (booking.status, booking.session is not None) == ("confirmed", True)
    assert booking.messages.get(kind="confirmed").facts["words"] == "See you then"


def test_confirming_does_not_refuse_a_conflict_but_flags_it(owner, by_request):
    first, second = request_for(by_request), request_for(by_request)
    confirm_booking(first, by=owner, now=timezone.now())
    assert confirm_booking(second, by=owner, now=timezone.now()).double_booked


def test_confirming_refuses_a_conflict_when_asked_to_check(owner, by_request):
    first, second = request_for(by_request), request_for(by_request)
    confirm_booking(first, by=owner, now=timezone.now())
    with pytest.raises(errors.SlotNotAvailable):
        confirm_booking(second, by=owner, now=timezone.now(), check_availability=True)


def test_competitors_are_declined_only_when_named(owner, by_request):
    first, second, third = (request_for(by_request) for _ in range(3))
    confirm_booking(first, by=owner, now=timezone.now(), decline_others=[second])
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.status, third.status) == ("declined", "pending")


def test_a_payment_status_given_is_recorded(owner, by_request):
    booking = confirm_booking(request_for(by_request), by=owner, now=timezone.now(), payment_status=PaymentStatus.PAID)
    assert (booking.payment_status, booking.amount_paid) == ("paid", 40)


def test_nobody_is_told_when_the_owner_says_so(owner, by_request):
    booking = decline_booking(request_for(by_request), by=owner, now=timezone.now(), notify=False)
    assert booking.status == "declined"
    assert not booking.messages.filter(kind="declined").exists()


@pytest.mark.parametrize("verb", [confirm_booking, decline_booking, set_booking_as_pending])
def test_only_who_may_decide_decides(verb, by_request):
    for by in (VISITOR, Actor.owner(UserFactory())):
        with pytest.raises(errors.UnauthorizedOperation):
            verb(request_for(by_request), by=by, now=timezone.now())


@pytest.mark.parametrize("verb", [confirm_booking, decline_booking, set_booking_as_pending])
def test_nothing_leaves_an_end(owner, verb, by_request):
    booking = cancel_booking(request_for(by_request), by=owner, now=timezone.now())
    with pytest.raises(errors.InvalidMove):
        verb(booking, by=owner, now=timezone.now())


def test_an_unfinished_booking_becomes_a_request_only_for_an_approval_service(owner, by_request):
    booking = set_booking_as_pending(create(by_request, hour("10:00")), by=owner, now=timezone.now())
    assert booking.status == "pending"
    with pytest.raises(errors.InvalidMove):
        set_booking_as_pending(create(ServiceFactory(), hour("10:00")), by=owner, now=timezone.now())


def test_a_left_checkout_runs_out_silently_and_frees_its_hold():
    service = ServiceFactory()
    booking = create(service, hour("10:00"), hold=place_hold(service, hour("10:00")))
    assert not expire_checkout(booking, now=timezone.now())
    assert expire_checkout(booking, now=timezone.now() + timedelta(minutes=36))
    booking.refresh_from_db()
    assert (booking.status, booking.events.last().reason) == ("declined", "CHECKOUT_EXPIRED")
    assert (Hold.objects.count(), booking.messages.count()) == (0, 0)


def test_a_checkout_with_money_does_not_run_out():
    booking = pay(create(ServiceFactory(), hour("10:00")))
    assert not expire_checkout(booking, now=timezone.now() + timedelta(days=1))


def test_an_unanswered_request_is_declined_and_told(by_request):
    booking = request_for(by_request)
    assert not expire_request(booking, now=booking.answer_by - timedelta(seconds=1))
    assert expire_request(booking, now=booking.answer_by)
    booking.refresh_from_db()
    assert (booking.status, booking.events.last().reason) == ("declined", "REQUEST_EXPIRED")
    assert booking.messages.filter(kind="declined").count() == 1


def test_changing_the_email_makes_a_new_link():
    booking = book(ServiceFactory(), hour("10:00"))
    old = links.token(booking)
    booking = change_contact(
        booking, Details(first_name="Ana", email="new@example.com"), by=VISITOR, now=timezone.now()
    )
    assert links.find(old) is None
    assert links.find(links.token(booking)) == booking
    assert booking.events.last().after == {"fields": ["email", "contact_id"], "link_version": 2}


def test_the_same_details_change_nothing():
    booking = book(ServiceFactory(), hour("10:00"))
    details = Details(first_name="Ana", email="ana@example.com")
    assert change_contact(booking, details, by=VISITOR, now=timezone.now()).revision == booking.revision


def test_a_new_email_address_gets_the_reminder():
    booking = book(ServiceFactory(), hour("10:00") + timedelta(days=7))
    change_contact(booking, Details(first_name="Ana", email="new@example.com"), by=VISITOR, now=timezone.now())
    reminders = booking.messages.filter(kind="reminder").order_by("pk").values_list("recipient", "state")
    assert list(reminders) == [("ana@example.com", "dropped"), ("new@example.com", "planned")]
