"""preview_call_off: what would be done is what is done then (journeys.md O9)."""

from decimal import Decimal

import pytest

from bookings.models import Booking, Message
from bookings.sessions import call_off_session, preview_call_off
from bookings.tasks import call_off
from tests.bookings.sessions.making import a_class, a_course, booked, now, owner
from tests.factories import OptOutFactory

pytestmark = pytest.mark.django_db
ONLINE = {"selected_payment_option": "online", "payment_status": "paid"}


def mixed_class():
    session = a_class()
    booked(session, total_participants=2, amount_paid=Decimal(40), send_sms_reminder=True, **ONLINE)
    booked(session, amount_paid=Decimal(15), amount_in_hand=Decimal(15), payment_status="paid")
    booked(session, status="pending", amount_authorised=Decimal(25), selected_payment_option="online")
    booked(session, status="waiting_list")
    booked(session, status="created")
    booked(session, status="canceled")
    return session


def test_people_and_money_are_counted_by_how_they_go():
    found = preview_call_off(mixed_class())
    assert (found.people, found.bookings, found.waiting, found.unfinished) == (4, 3, 1, 1)
    assert (found.by_card, found.by_hand, found.back, found.released) == (40, 15, 55, 25)


def test_as_many_messages_go_out_as_were_said():
    session = mixed_class()
    found = preview_call_off(session)
    call_off(call_off_session(session, refund=True, by=owner(), now=now()).pk)
    told = Message.objects.filter(kind="called_off").order_by().values_list("channel", flat=True)
    assert (found.emails, found.texts) == (list(told).count("email"), list(told).count("sms")) == (5, 1)


def test_no_text_is_said_to_go_to_a_number_that_answered_stop():
    session = a_class()
    booking = booked(session, send_sms_reminder=True)
    assert preview_call_off(session).texts == 1
    OptOutFactory(phone=booking.phone)
    assert preview_call_off(session).texts == 0


def test_as_much_goes_back_as_was_said():
    session = mixed_class()
    found = preview_call_off(session)
    call_off(call_off_session(session, refund=True, by=owner(), now=now()).pk)
    ended = Booking.objects.filter(status="canceled", events__reason="CALLED_OFF")
    assert sum(booking.amount_paid - booking.amount_retained for booking in ended) == found.back


def test_of_a_course_nothing_goes_back_and_who_is_in_it_is_told():
    first, *_others = a_course()
    booked(first, total_participants=3, amount_paid=Decimal(90), **ONLINE)
    found = preview_call_off(first)
    assert (found.people, found.back, found.emails) == (3, 0, 1)


def test_it_reads_otherwise_once_somebody_has_come():
    session = a_class()
    before = preview_call_off(session).fingerprint
    booked(session)
    assert preview_call_off(session).fingerprint != before
