"""C5, C6 and C8: a place in a class, a whole course, several dates at once, people of two prices."""

from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from bookings.models import Booking
from tests.journeys.classes import box, climbing, crossfit, evening, fill, strength
from tests.journeys.shop import status

pytestmark = pytest.mark.browser


def go_on(customer):
    customer.go_on()
    expect(customer.heading).to_have_text("Your details")
    customer.fill()
    customer.send_details()


def test_a_place_in_a_class_is_confirmed(customer):
    service = crossfit()
    session = evening(service)
    customer.page.goto(service.get_absolute_url())
    customer.follow(box(customer.page, session))
    go_on(customer)
    expect(customer.ticket).to_contain_text("Confirmed")
    booking = Booking.objects.get()
    assert (status(booking), booking.session) == ("confirmed", session)


def test_several_dates_are_booked_at_once_and_a_full_one_is_said_before(customer):
    service = crossfit(default_capacity=3)
    sessions = [evening(service, day) for day in range(3)]
    customer.page.goto(service.get_absolute_url() + "?weeks=4")
    for session in sessions:
        customer.follow(box(customer.page, session))
    fill(sessions[1], 3)
    customer.go_on()
    expect(customer.page.get_by_text("One date had no room for you")).to_be_visible()
    customer.fill()
    customer.send_details()
    expect(customer.heading).to_have_text("2 dates booked")
    mine = Booking.objects.filter(first_name="Ada", last_name="Lovelace").order_by("starts_at")
    assert [booking.session for booking in mine] == [sessions[0], sessions[2]]
    customer.page.locator(".several a").first.click()
    expect(customer.ticket).to_contain_text("Confirmed")


def test_dates_are_gathered_over_weeks_views_and_days(customer):
    """Whatever is chosen stays chosen, and there is one picker only."""
    service = crossfit()
    first, second, third = evening(service), evening(service, 1), evening(service, 14)
    page = customer.page
    page.goto(service.get_absolute_url())
    customer.follow(box(page, first))
    if customer.script:
        customer.follow(page.get_by_role("link", name="Show the next two weeks"))
        expect(box(page, first)).to_be_checked()
        customer.follow(box(page, third))
        customer.follow(page.get_by_role("link", name="Calendar"))
        customer.choose_day(timezone.localdate(second.starts_at, ZoneInfo("Europe/Madrid")))
        customer.follow(box(page, second))
        expect(page.locator("#picker")).to_have_count(1)
        expect(page.locator("#slip .sum")).to_contain_text("€36.00")
        customer.go_on()
        expect(customer.heading).to_have_text("Your details")
        page.go_back()
        expect(page.locator("#slip .sum")).to_contain_text("€36.00")
        page.goto(service.get_absolute_url() + f"?s={first.pk}&s={second.pk}&s={third.pk}")
    else:
        page.goto(service.get_absolute_url() + f"?weeks=8&s={first.pk}&s={second.pk}&s={third.pk}")
    go_on(customer)
    expect(customer.heading).to_have_text("3 dates booked")


def test_a_course_is_booked_as_a_whole(customer):
    service = strength()
    customer.page.goto(service.get_absolute_url())
    expect(customer.page.locator("ol.course li")).to_have_count(12)
    customer.page.get_by_label("How many people?").select_option("2")
    go_on(customer)
    expect(customer.ticket).to_contain_text("Confirmed")
    booking = Booking.objects.get()
    assert (booking.schedule, booking.total_participants, booking.price) == (service.schedule, 2, 360)


def test_adults_and_children_have_their_own_prices(customer):
    service = climbing()
    session = evening(service)
    customer.page.goto(service.get_absolute_url())
    for label, count in (("Adult", "2"), ("Child up to 12", "1")):
        field = customer.page.get_by_label(label)
        if customer.script:
            with customer.swapping():
                field.select_option(count)
        else:
            field.select_option(count)
    customer.follow(box(customer.page, session))
    if customer.script:
        expect(customer.page.locator("#slip .sum")).to_contain_text("€36.00")
    go_on(customer)
    expect(customer.page.locator("#due .sum")).to_contain_text("€36.00")
    customer.go_to_provider()
    customer.at_provider("Pay")
    expect(customer.ticket).to_contain_text("Confirmed")
    assert Booking.objects.get().amount_paid == 36
