"""Who was given an entry is told to take it out, and nobody else (RFC 5546 section 3.2.5)."""

import pytest
from django.utils import timezone

from bookings.calendars import ics
from bookings.messages.email import compose
from bookings.models import Channel, MessageKind, MessageState
from bookings.states import Status
from tests.bookings.calendars.reading import events, parsed
from tests.factories import BookingEventFactory, BookingFactory, MessageFactory, ServiceFactory, SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
ENDS = [MessageKind.CANCELED, MessageKind.DECLINED, MessageKind.CALLED_OFF]


def told(booking, kind=MessageKind.CONFIRMED, state=MessageState.SENT, **kwargs):
    event = BookingEventFactory(booking=booking, revision=booking.revision + booking.events.count())
    return MessageFactory(booking=booking, kind=kind, state=state, event=event, **kwargs)


def methods(booking, kind, before=Status.CONFIRMED):
    """Of the entries that a mail of this kind carries; `before`: where the booking stood until then."""
    message = told(booking, kind, MessageState.PLANNED)
    message.event.before = {"status": before}
    parts = compose(message, booking, timezone.now()).attachments
    return [parsed(part.get_payload(decode=True)).method.value for part in parts]


@pytest.mark.parametrize("kind", ENDS)
@pytest.mark.parametrize("state", ["sending", "sent", "delivered", "uncertain"])
def test_whatever_ends_it_takes_out_what_may_have_arrived(kind, state):
    booking = BookingFactory(canceled=True)
    told(booking, state=state)
    assert methods(booking, kind) == ["CANCEL"]


@pytest.mark.parametrize("kind", ENDS)
@pytest.mark.parametrize("state", ["planned", "failed", "skipped", "dropped"])
def test_what_never_left_is_not_taken_out(kind, state):
    booking = BookingFactory(canceled=True)
    told(booking, state=state)
    assert methods(booking, kind) == []


@pytest.mark.parametrize("kind", ENDS)
def test_a_request_that_never_stood_is_not_taken_out(kind):
    booking = BookingFactory(declined=True)
    told(booking, MessageKind.RECEIVED)
    told(booking, MessageKind.CONFIRMED, channel=Channel.SMS)
    told(BookingFactory(confirmed=True))
    assert methods(booking, kind, before=Status.PENDING) == []


def test_a_moved_request_that_is_declined_is_taken_out():
    booking = BookingFactory(declined=True)
    told(booking, MessageKind.RESCHEDULED)
    assert methods(booking, MessageKind.DECLINED, before=Status.PENDING) == ["CANCEL"]


@pytest.mark.parametrize("before", [Status.WAITING_LIST, Status.CREATED])
@pytest.mark.parametrize("kind", ENDS)
def test_who_only_waited_had_nothing_to_take_out(kind, before):
    booking = BookingFactory(canceled=True)
    told(booking, MessageKind.RESCHEDULED)
    assert methods(booking, kind, before=before) == []


@pytest.mark.parametrize(
    ("status", "found"), [(Status.WAITING_LIST, []), (Status.PENDING, ["REQUEST"]), (Status.CONFIRMED, ["REQUEST"])]
)
def test_a_new_time_comes_as_an_entry_only_to_who_does_not_just_wait(status, found):
    booking = BookingFactory()
    booking.status = status
    assert methods(booking, MessageKind.RESCHEDULED) == found


@pytest.mark.parametrize(
    ("status", "entry", "customer"),
    [(Status.PENDING, "TENTATIVE", "TENTATIVE"), (Status.CONFIRMED, "CONFIRMED", "ACCEPTED")],
)
def test_what_is_only_asked_for_is_accepted_by_nobody(status, entry, customer):
    booking = BookingFactory()
    booking.status = status
    [event] = events(ics(booking, method="REQUEST"))
    assert (event.status.value, event.attendee.params["PARTSTAT"]) == (entry, [customer])


def test_a_course_that_is_called_off_ends_with_each_date():
    service = ServiceFactory(course=True)
    SessionFactory(service=service)
    booking = BookingFactory(service=service, standing=True)
    told(booking)
    [part] = compose(told(booking, MessageKind.CALLED_OFF), booking, timezone.now()).attachments
    assert [event.status.value for event in events(part.get_payload(decode=True))] == ["CANCELLED"]
