"""Somebody stands at the door of a class: booked, confirmed and noted in one step."""

from decimal import Decimal
from uuid import uuid4

import pytest

from bookings.actors import Actor
from bookings.errors import InvalidRequest, SessionCapacityExceeded, UnauthorizedOperation
from bookings.lifecycle import Details
from bookings.models import Attendance, Booking, Contact, Message
from bookings.sessions import walk_in
from tests.bookings.making import create
from tests.bookings.sessions.making import a_class, a_course, booked, owner
from tests.factories import ServiceFactory, UserFactory, VariantFactory, hour

pytestmark = pytest.mark.django_db
FIVE_PAST = hour("10:05")
ANA = Details(first_name="Ana", email="")
DESK = ["bookings.add_booking", "bookings.decide_booking", "bookings.change_booking"]


def come(session, details=ANA, by=None, at=FIVE_PAST, **kwargs):
    if "participants_choices" not in kwargs:
        kwargs.setdefault("total_participants", 1)
    return walk_in(session, details, by=by or owner(), now=at, **kwargs)


def test_it_is_confirmed_and_noted_at_once(business):
    session = a_class(price=Decimal(12))
    booking = come(session)
    noted = Attendance.objects.values_list("booking", "session", "status", "attended").get()
    assert (booking.status, booking.payment_status, booking.price) == ("confirmed", "not_paid", Decimal(12))
    assert noted == (booking.pk, session.pk, "attended", 1)


def test_without_an_email_there_is_no_contact_and_no_message(business):
    booking = come(a_class())
    assert (booking.contact, Contact.objects.count(), Message.objects.count()) == (None, 0, 0)


def test_with_an_email_there_is_a_contact_who_is_told(business):
    booking = come(a_class(), Details(first_name="Ana", email="ana@example.com"))
    sent = Message.objects.exclude(state="skipped").values_list("kind", "recipient")
    assert (booking.contact.email, list(sent)) == ("ana@example.com", [("confirmed", "ana@example.com")])


def test_what_is_paid_at_the_door_is_paid(business):
    booking = come(a_class(price=Decimal(12)), total_participants=1, paid=True)
    facts = (booking.payment_status, booking.amount_paid, booking.selected_payment_option)
    assert facts == ("paid", Decimal(12), "offline")


def test_a_class_with_choices_asks_how_many_of_each(business):
    session = a_class(rate="varied")
    child = VariantFactory(service=session.service, price=Decimal(5))
    booking = come(session, participants_choices={child.pk: 2})
    assert (booking.total_participants, booking.price, Attendance.objects.get().attended) == (2, Decimal(10), 2)


def test_what_was_overridden_stands_on_the_booking(business):
    booking = come(a_class(pay_in_person=False, pay_online=True), total_participants=2)
    assert booking.flow_control == [
        "ignore_booking_window",
        "ignore_participants_limit",
        "skip_selected_payment_option_validation",
    ]


def test_a_full_class_takes_nobody_unless_it_is_said(business):
    session = a_class()
    booked(session, total_participants=8)
    with pytest.raises(SessionCapacityExceeded):
        come(session)
    assert Booking.objects.count() == 1
    assert come(session, although_full=True).flow_control == ["ignore_booking_window", "skip_availability_validation"]


def test_the_same_form_twice_is_one_booking(business):
    session, token, by = a_class(), uuid4(), owner()
    first, second = (come(session, by=by, client_token=token, paid=True) for _ in range(2))
    assert (second, Booking.objects.count(), first.revision) == (first, 1, second.revision)


@pytest.mark.parametrize("missing", DESK)
def test_it_needs_the_permissions_of_a_desk(business, missing):
    granted = [name for name in DESK if name != missing]
    with pytest.raises(UnauthorizedOperation):
        come(a_class(), by=Actor.owner(UserFactory(staff=True, permissions=granted)), at=hour("08:00"))
    assert Booking.objects.count() == 0


def test_while_booking_is_open_no_override_is_needed(business):
    session = a_class(policy__max_participants=1)
    desk = Actor.owner(UserFactory(staff=True, permissions=DESK))
    with pytest.raises(UnauthorizedOperation):
        come(session, by=desk)
    assert come(session, by=desk, at=hour("08:00")).flow_control == []


def test_a_course_is_not_walked_into(business):
    with pytest.raises(InvalidRequest):
        come(a_course()[0])


def test_a_customer_still_needs_an_email(business):
    with pytest.raises(InvalidRequest) as caught:
        create(ServiceFactory(), hour("10:00"), details=ANA)
    assert caught.value.field == "email"
