"""call_off_course: all dates to come at once, and each booking ends by the one decision (journeys.md O9)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from bookings import errors
from bookings.actors import Actor, Permission
from bookings.lifecycle import confirm_or_decline_booking
from bookings.models import Hold, Message, Occupancy
from bookings.sessions import call_off_course, call_off_session, preview_call_off
from bookings.states import PaymentStatus
from bookings.tasks import call_off, finish_calling_off
from tests.bookings.sessions.making import a_course, booked, now, owner
from tests.factories import BookingFactory, HoldFactory, OccupancyFactory, ResourceFactory, SessionFactory, UserFactory

pytestmark = pytest.mark.django_db
PAID = {"amount_paid": Decimal(40), "payment_status": "paid", "selected_payment_option": "online"}


def off(dates, refund=True, **kwargs):
    return call_off_course(dates[0].schedule, refund=refund, by=owner(), now=now(), **kwargs)


def test_every_date_and_every_booking_ends_and_everybody_is_told_once():
    dates = a_course()
    bookings = [booked(dates[0], **PAID), booked(dates[0])]
    sessions = off(dates, words="Too few people.")
    for session in sessions:
        call_off(session.pk)
    assert [session.pk for session in sessions] == [date.pk for date in dates]
    for booking in bookings:
        booking.refresh_from_db()
        assert (booking.status, booking.events.last().reason) == ("canceled", "CALLED_OFF")
        assert booking.messages.get(kind="called_off").facts["words"] == "Too few people."


@pytest.mark.parametrize(("refund", "kept"), [(True, 0), (False, 40)])
def test_the_money_goes_as_was_decided(refund, kept):
    dates = a_course()
    booking = booked(dates[0], **PAID)
    off(dates, refund)
    finish_calling_off()
    booking.refresh_from_db()
    assert booking.amount_retained == kept


def test_people_rooms_and_places_are_free_at_once():
    dates = a_course()
    OccupancyFactory(session=dates[0], resource=ResourceFactory())
    HoldFactory(service=dates[0].service, schedule=dates[0].schedule)
    off(dates)
    assert not Occupancy.objects.exists()
    assert not Hold.objects.exists()


def test_a_payment_that_was_under_way_comes_back_in_any_case():
    dates = a_course()
    paying = booked(dates[0], status="created")
    off(dates, refund=False)
    confirm_or_decline_booking(paying, by=Actor.system(), now=now(), payment_status=PaymentStatus.PAID)
    finish_calling_off()
    paying.refresh_from_db()
    assert (paying.status, paying.amount_retained) == ("canceled", 0)


def test_who_books_the_course_when_it_comes_back_stays():
    dates = a_course()
    off(dates)
    SessionFactory(service=dates[0].service, starts_at=dates[0].starts_at + timedelta(days=90))
    new = BookingFactory(service=dates[0].service, standing=True, created_at=now())
    finish_calling_off()
    new.refresh_from_db()
    assert new.status == "confirmed"


def test_one_date_that_was_called_off_ends_no_booking():
    dates = a_course()
    booking = booked(dates[0])
    call_off_session(dates[0], refund=False, by=owner(), now=now())
    finish_calling_off()
    booking.refresh_from_db()
    assert booking.status == "confirmed"
    assert not Message.objects.filter(kind="called_off").exists()


def test_what_would_go_back_is_that_of_the_whole():
    dates = a_course()
    booked(dates[0], **PAID)
    assert preview_call_off(dates[1], whole_course=True).by_card == 40


def test_without_a_date_to_come_there_is_nothing_to_call_off():
    dates = a_course()
    off(dates)
    with pytest.raises(errors.ScheduleNotFound):
        off(dates)


@pytest.mark.parametrize("granted", [[], [Permission.CANCEL]])
def test_it_needs_the_permissions_of_a_class(granted):
    user = Actor.owner(UserFactory(permissions=granted))
    with pytest.raises(errors.UnauthorizedOperation):
        call_off_course(a_course()[0].schedule, refund=bool(granted), by=user, now=now())
