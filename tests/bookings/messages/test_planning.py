"""What is said is written in the transaction of the event (domain.md section 9)."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from bookings import messages
from bookings.models import Channel, Message, MessageKind, MessageState
from services.models import Business
from tests.factories import BookingEventFactory, BookingFactory, BusinessFactory, MessageFactory, ResourceFactory

pytestmark = pytest.mark.django_db
KIND = MessageKind


def test_a_customers_message_goes_to_the_bookings_email_at_once():
    booking, now = BookingFactory(email="ada@example.com", language="en"), timezone.now()
    [message] = messages.plan(KIND.CONFIRMED, booking, event=None, now=now, facts={"paid": "€20.00"})
    message.refresh_from_db()
    assert (message.channel, message.recipient, message.due_at) == (Channel.EMAIL, "ada@example.com", now)
    assert (message.state, message.facts) == (MessageState.PLANNED, {"paid": "€20.00"})


def test_the_same_event_is_told_once():
    booking, now = BookingFactory(), timezone.now()
    event = BookingEventFactory(booking=booking)
    first = messages.plan(KIND.CONFIRMED, booking, event=event, now=now)
    assert messages.plan(KIND.CONFIRMED, booking, event=event, now=now) == first
    assert Message.objects.count() == 1


def test_without_an_event_a_kind_is_told_once():
    booking, now = BookingFactory(), timezone.now()
    first = messages.plan(KIND.PAYMENT_RECEIVED, booking, event=None, now=now)
    assert messages.plan(KIND.PAYMENT_RECEIVED, booking, event=None, now=now) == first


def test_two_events_are_told_twice():
    booking, now = BookingFactory(), timezone.now()
    for revision in (1, 2):
        event = BookingEventFactory(booking=booking, revision=revision)
        messages.plan(KIND.PARTICIPANTS_CHANGED, booking, event=event, now=now)
    assert Message.objects.count() == 2


@pytest.mark.parametrize("kind", [KIND.NEW_REQUEST, KIND.DOUBLE_BOOKED])
def test_the_owners_messages_go_to_the_business_and_to_the_person_concerned(kind):
    BusinessFactory(email="desk@example.com")
    booking = BookingFactory(resource=ResourceFactory(email="anna@example.com"))
    planned = messages.plan(kind, booking, event=None, now=timezone.now())
    assert [message.recipient for message in planned] == ["desk@example.com", "anna@example.com"]


def test_a_person_who_reads_the_business_mail_gets_one_message():
    BusinessFactory(email="Anna@example.com")
    booking = BookingFactory(resource=ResourceFactory(email="anna@example.com"))
    assert len(messages.plan(KIND.NEW_REQUEST, booking, event=None, now=timezone.now())) == 1


def test_nobody_to_write_to_is_no_message():
    Business.objects.update(email="")
    booking = BookingFactory(resource=None)
    assert messages.plan(KIND.NEW_REQUEST, booking, event=None, now=timezone.now()) == []


def test_what_is_undone_is_not_said():
    booking = BookingFactory()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        messages.plan(KIND.CONFIRMED, booking, event=None, now=timezone.now())
        raise ZeroDivisionError
    assert not Message.objects.exists()


def test_a_resend_is_a_new_row_to_todays_address_that_names_its_original():
    booking = BookingFactory(email="right@example.com")
    original = MessageFactory(booking=booking, recipient="wrong@example.com", state=MessageState.SENT)
    again = messages.resend(original, now=timezone.now())
    assert (again.resend_of, again.recipient, again.state) == (original, "right@example.com", MessageState.PLANNED)


def test_the_database_refuses_to_tell_an_event_twice():
    event = BookingEventFactory()
    MessageFactory(booking=event.booking, event=event)
    with pytest.raises(IntegrityError, match="an_event_is_told_once"):
        MessageFactory(booking=event.booking, event=event)
