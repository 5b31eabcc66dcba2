"""What goes around an email's words: headers, the calendar entry, nothing from another host."""

import re

import pytest
from icalendar import Calendar

from bookings.messages.email import compose
from bookings.models import MessageKind, MessageState
from bookings.states import Status
from tests.bookings.messages.writing import NOW, booked, mail, page
from tests.factories import BookingEventFactory, BusinessFactory, MessageFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "method", "status"),
    [
        (MessageKind.CONFIRMED, "REQUEST", Status.CONFIRMED),
        (MessageKind.RESCHEDULED, "REQUEST", Status.CONFIRMED),
        (MessageKind.CANCELED, "CANCEL", Status.CANCELED),
    ],
)
def test_the_calendar_entry_comes_along_and_names_the_same_instant(kind, method, status):
    booking = booked(**{status.value: True})
    MessageFactory(booking=booking, state=MessageState.SENT, event=BookingEventFactory(booking=booking))
    [part] = mail(kind, booking=booking).attachments
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    [event] = calendar.walk("VEVENT")
    assert (part.get_content_type(), part.get_param("method"), calendar["METHOD"]) == ("text/calendar", method, method)
    assert (event.DTSTART, event["UID"]) == (booking.starts_at, f"{booking.uuid}@daybook")


@pytest.mark.parametrize("kind", [MessageKind.RECEIVED, MessageKind.DECLINED, MessageKind.REMINDER])
def test_other_kinds_carry_no_calendar_entry(kind):
    assert mail(kind).attachments == []


def test_headers_stay_whole_whatever_the_names():
    BusinessFactory(name="Two\nlines, “Ltd”", email="desk@example.com")
    letter = mail(MessageKind.CONFIRMED, title="Cut\r\nBcc: other@example.com")
    content = letter.message()
    assert content["Bcc"] is None
    assert (content["Reply-To"], content["Auto-Submitted"]) == ("desk@example.com", "auto-generated")


def test_the_message_id_is_the_rows_own():
    booking = booked()
    message = MessageFactory(booking=booking)
    first, second = (compose(message, booking, NOW).message()["Message-ID"] for _ in range(2))
    assert first == second == f"<{message.pk}.{booking.uuid.hex}@daybook>"


def test_html_asks_no_other_host_for_anything():
    found = re.findall(r"(?:src|url|@import|<link|<script|<img)", page(mail(MessageKind.CONFIRMED)))
    assert found == []
