"""What mail programs need to take an entry out of a mail: the same method outside and inside, and both sides."""

import pytest
from django.utils import timezone

from bookings.messages.email import compose
from bookings.models import MessageKind, MessageState
from tests.bookings.calendars.reading import events, parsed
from tests.factories import (
    BookingEventFactory,
    BookingFactory,
    BusinessFactory,
    MessageFactory,
    ServiceFactory,
    SessionFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


def attached(booking, kind):
    """To somebody whose confirmation has been sent."""
    MessageFactory(booking=booking, state=MessageState.SENT, event=BookingEventFactory())
    mail = compose(MessageFactory(booking=booking, kind=kind, event=BookingEventFactory()), booking, timezone.now())
    [part] = [part for part in mail.attachments if part.get_content_type() == "text/calendar"]
    return part, part.get_payload(decode=True)


def a_course():
    service = ServiceFactory(course=True)
    SessionFactory(service=service)
    return BookingFactory(service=service, standing=True)


@pytest.mark.parametrize(
    ("kind", "method"),
    [
        (MessageKind.CONFIRMED, "REQUEST"),
        (MessageKind.RESCHEDULED, "REQUEST"),
        (MessageKind.CANCELED, "CANCEL"),
        (MessageKind.DECLINED, "CANCEL"),
        (MessageKind.CALLED_OFF, "CANCEL"),
    ],
)
def test_the_part_and_the_file_name_one_method(kind, method):
    part, content = attached(BookingFactory(confirmed=True), kind)
    assert (part.get_param("method"), part.get_content_charset()) == (method, "utf-8")
    assert parsed(content).method.value == method


@pytest.mark.parametrize("kind", [MessageKind.CONFIRMED, MessageKind.CANCELED])
def test_a_course_is_published_and_invites_nobody(kind):
    part, content = attached(a_course(), kind)
    assert (part.get_param("method"), parsed(content).method.value) == ("PUBLISH", "PUBLISH")
    assert [name for name in ("attendee", "organizer") if name in events(content)[0].contents] == []


def test_a_cancellation_ends_the_same_entry_with_a_later_number():
    booking = BookingFactory(confirmed=True)
    [invited] = events(attached(booking, MessageKind.CONFIRMED)[1])
    booking.revision += 1
    [ended] = events(attached(booking, MessageKind.CANCELED)[1])
    assert (ended.uid.value, ended.status.value) == (invited.uid.value, "CANCELLED")
    assert int(ended.sequence.value) == int(invited.sequence.value) + 1


@pytest.mark.parametrize(("email", "organizer"), [("desk@example.com", "desk@example.com"), ("", "site@example.com")])
def test_the_one_who_gives_it_always_has_an_address(settings, email, organizer):
    settings.DEFAULT_FROM_EMAIL = "Daybook <site@example.com>"
    BusinessFactory(email=email)
    [event] = events(attached(BookingFactory(confirmed=True), MessageKind.CONFIRMED)[1])
    assert event.organizer.value == f"mailto:{organizer}"
