"""S18, S19, S20: the same thing sent again, in whatever way, makes one booking."""

import re

import pytest
from playwright.sync_api import expect

from bookings.models import Booking
from tests.journeys.shop import a_day, in_person, paid_online

pytestmark = pytest.mark.browser


def test_a_double_click_books_once(customer):
    customer.pick(in_person(), a_day(), "10:00")
    customer.fill()
    customer.page.locator("#details button.go").dblclick()
    expect(customer.ticket).to_be_visible()
    assert Booking.objects.count() == 1


def test_going_back_after_confirmation_says_that_it_is_booked(customer):
    customer.pick(in_person(), a_day(), "10:00")
    details = customer.page.url
    customer.fill()
    customer.send_details()
    expect(customer.ticket).to_be_visible()
    customer.page.goto(details)
    expect(customer.heading).to_have_text("You have booked this already")
    customer.page.get_by_role("link", name="Look at your booking").click()
    expect(customer.heading).to_contain_text("10:00")
    assert Booking.objects.count() == 1


def test_the_browsers_back_button_leads_to_no_second_booking(customer):
    customer.book(in_person(), a_day(), "10:00")
    expect(customer.ticket).to_be_visible()
    customer.page.go_back()
    expect(customer.page.locator("main")).to_contain_text(re.compile("booked this already|Confirmed"))
    assert Booking.objects.count() == 1


def test_two_tabs_of_one_details_form_make_one_booking(customer):
    customer.pick(paid_online(), a_day(), "10:00")
    other = type(customer)(customer.page.context.new_page(), script=customer.script)
    other.page.goto(customer.page.url)
    for tab in (customer, other):
        tab.fill()
    for tab in (customer, other):
        tab.send_details()
        tab.page.wait_for_url("**/checkout/pay/**")
    assert Booking.objects.count() == 1


def test_an_unfinished_booking_is_found_again_from_a_fresh_page(customer):
    service = paid_online()
    customer.book(service, a_day(), "10:00")
    paying = customer.page.url
    customer.page.goto(service.get_absolute_url())
    customer.page.get_by_role("link", name=re.compile("^Go on with Follow-up, .*10:00$")).click()
    expect(customer.page).to_have_url(paying)
    assert Booking.objects.count() == 1
