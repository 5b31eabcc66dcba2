"""What the owner is told where a booking makes a class or course have more people than places."""

import pytest
from django.utils import timezone

from bookings import notices
from bookings.decisions import Decision
from bookings.messages.email import compose
from bookings.models import Alert, MessageKind
from bookings.states import Status
from tests.bookings.sessions.making import a_class, a_course, booked
from tests.factories import BookingEventFactory, BookingFactory, BusinessFactory, ResourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def owners_address():
    BusinessFactory(email="owner@example.com")


def told(booking):
    """(the alert's text, the mail's subject, the mail's words)"""
    decision, now = Decision(Status.CONFIRMED, double_booked=True), timezone.now()
    notices.after_decision(booking, decision, BookingEventFactory(booking=booking), now=now)
    message = booking.messages.get(kind=MessageKind.DOUBLE_BOOKED)
    letter = compose(message, booking, now)
    return Alert.objects.get().text, letter.subject, letter.body


def test_of_a_class_nobody_is_said_to_have_two_bookings():
    booking = booked(a_class(people=[ResourceFactory(name="Ines")]), title="Yoga", resource_name="Ines")
    text, subject, body = told(booking)
    assert (text[:33], subject[:31]) == ("More people than places: Yoga on ", "More people than places: Yoga, ")
    assert "Give it more places, move or cancel somebody, or keep them all." in body


def test_of_a_course_nobody_is_moved_elsewhere():
    text, subject, body = told(booked(a_course()[0], title="Pottery"))
    assert text.startswith("More people than places: Pottery from ")
    assert subject.startswith("More people than places: Pottery, ")
    assert "Give it more places, cancel somebody, or keep them all." in body


def test_of_appointments_somebody_has_two_bookings():
    text, subject, body = told(BookingFactory(confirmed=True, title="Massage", resource_name="Ines"))
    assert (text[:27], subject[:24]) == ("Ines has two bookings on Mo", "Double booked: Massage, ")
    assert "This booking and another one take the same time." in body
