"""C10: join a full class's waitlist, hear of a place, take it or pass it on, leave."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from bookings.actors import Actor
from bookings.lifecycle import cancel_booking
from bookings.models import Booking, OfferState
from bookings.states import Status
from services.models import Business
from tests.factories import BookingFactory
from tests.journeys.classes import crossfit, evening
from tests.journeys.looking import faults, sideways
from tests.journeys.shop import status

pytestmark = pytest.mark.browser


def full_class():
    """Two places, both taken; offers are made at any hour, as this test may run at night."""
    service = crossfit(default_capacity=2)
    Business.objects.update(quiet_from="00:00", quiet_until="00:00")
    session = evening(service)
    start, end = session.starts_at, session.ends_at
    for _ in range(2):
        BookingFactory(standing=True, service=service, session=session, starts_at=start, ends_at=end)
    return session


def free_a_place(session):
    booking = session.bookings.filter(status=Status.CONFIRMED).order_by("pk").first()
    cancel_booking(booking, by=Actor.system(), now=timezone.now())


def join(customer, session, **answers):
    """From the class's page to the page that says the place in line."""
    customer.page.goto(session.service.get_absolute_url())
    customer.page.get_by_role("link", name="Join the waitlist").click()
    expect(customer.heading).to_have_text("Join the waitlist")
    customer.fill(answers)
    customer.page.get_by_role("button", name="Join the waitlist").click()
    expect(customer.page.get_by_text("in line.")).to_be_visible()
    return Booking.objects.get(status=Status.WAITING_LIST, email=answers.get("Email", "ada@example.com"))


def press(customer, words):
    customer.page.get_by_role("button", name=words).click()


def test_a_place_that_comes_free_is_taken(customer):
    session = full_class()
    booking = join(customer, session)
    free_a_place(session)
    customer.page.reload()
    expect(customer.page.get_by_role("heading", name="A place has come free")).to_be_visible()
    press(customer, "Take the place")
    expect(customer.ticket).to_contain_text("Confirmed")
    assert (status(booking), booking.session) == ("confirmed", session)


def test_a_place_that_is_passed_on_goes_to_the_next(customer, visit):
    session = full_class()
    booking, next_one = join(customer, session), visit()
    other = join(next_one, session, Email="ben@example.com")
    free_a_place(session)
    customer.page.reload()
    press(customer, "Pass it on")
    expect(customer.page.get_by_text("You passed the last place on.")).to_be_visible()
    next_one.page.reload()
    expect(next_one.page.get_by_role("heading", name="A place has come free")).to_be_visible()
    assert [booking.offers.get().state, other.offers.get().state] == [OfferState.PASSED, OfferState.RUNNING]


def test_who_waits_leaves_at_any_time(customer):
    session = full_class()
    booking = join(customer, session)
    press(customer, "Leave the waitlist")
    expect(customer.page.get_by_text("You have left the waitlist. Nothing is booked.")).to_be_visible()
    assert status(booking) == "canceled"


def test_the_pages_of_the_waitlist_are_for_everybody(visit):
    customer, session = visit(), full_class()
    customer.page.goto(f"/checkout/waitlist/{session.pk}/")
    assert (faults(customer.page), sideways(customer.page)) == ([], {})
    join(customer, session)
    free_a_place(session)
    customer.page.reload()
    assert (faults(customer.page), sideways(customer.page)) == ([], {})
