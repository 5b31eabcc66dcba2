"""C9: an appointment is moved from its mailed link, by the picker it was booked with; S23, S24."""

import os
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from bookings import links
from bookings.models import Booking, Occupancy
from tests.bookings.making import book
from tests.factories import hour
from tests.journeys.looking import faults, sideways
from tests.journeys.owner import Owner
from tests.journeys.shop import a_day, offer, status
from tests.journeys.test_every_page import photograph
from tests.journeys.test_keyboard import Typist
from tests.journeys.test_owner_pages import faults as owner_faults

pytestmark = pytest.mark.browser
MOVABLE = {"customer_may_reschedule": True, "cancel_cutoff_minutes": 24 * 60}


def visited(*people, policy=None, **fields):
    """Booked for eleven on a Monday."""
    service = offer("Physiotherapy", *(people or ("Olena Bondar", "Lucía Ferrer")), policy=MOVABLE | (policy or {}))
    type(service).objects.filter(pk=service.pk).update(**fields)
    service.refresh_from_db()
    return book(service, hour("11:00", a_day()), location=service.locations.get())


def to_the_picker(customer, booking):
    customer.page.goto(links.path(booking))
    customer.page.get_by_role("link", name="Choose another time").click()
    expect(customer.heading).to_have_text("Another time")


def test_it_is_moved_to_another_hour_of_the_same_day(customer):
    booking = visited()
    to_the_picker(customer, booking)
    expect(customer.page.locator("label.time")).not_to_contain_text(["11:00"])
    customer.choose_time("12:00")
    if customer.script:
        expect(customer.page.locator("#slip")).to_contain_text("12:00 to 13:00")
    customer.page.get_by_role("button", name="Move to this time").click()
    expect(customer.page.locator("h1")).to_contain_text("12:00")
    assert (status(booking), booking.starts_at) == ("confirmed", hour("12:00", a_day()))
    assert Occupancy.objects.count() == 1


def test_it_is_moved_to_somebody_else_on_another_day(customer):
    booking = visited()
    to_the_picker(customer, booking)
    customer.choose_person("Olena Bondar")
    customer.choose_day(a_day() + timedelta(days=1))
    customer.choose_time("11:00")
    customer.page.get_by_role("button", name="Move to this time").click()
    expect(customer.page.locator("main")).to_contain_text("Olena Bondar")
    assert (status(booking), booking.resource_name) == ("confirmed", "Olena Bondar")


def test_a_time_that_went_meanwhile_is_said_and_another_near_it_is_a_press_away(visit, script):
    customer = visit(script=script, provoking=True)
    booking = visited("Olena Bondar")
    to_the_picker(customer, booking)
    customer.choose_time("12:00")
    book(booking.service, hour("12:00", a_day()), location=booking.location)
    customer.page.get_by_role("button", name="Move to this time").click()
    expect(customer.page.get_by_role("alert")).to_contain_text("Your booking is as it was.")
    assert (status(booking), booking.starts_at) == ("confirmed", hour("11:00", a_day()))
    customer.page.get_by_role("alert").get_by_role("link").first.click()
    customer.page.get_by_role("button", name="Move to this time").click()
    expect(customer.page.locator("h1")).to_contain_text("10:00")


def test_where_it_is_approved_it_is_asked_for(customer):
    booking = visited(policy={"needs_approval": True})
    Booking.objects.update(status="pending")
    to_the_picker(customer, booking)
    customer.choose_time("12:00")
    customer.page.get_by_role("button", name="Ask for this time").click()
    expect(customer.page.locator("main")).to_contain_text("Request sent")
    assert (status(booking), booking.starts_at) == ("pending", hour("12:00", a_day()))


def test_it_is_moved_by_keyboard_alone(visits):
    typist, booking = Typist(visits.open(phone=True)), visited()
    typist.page.goto(links.path(booking))
    typist.press("Enter", "#date a.btn")
    expect(typist.heading).to_have_text("Another time")
    with typist.swapping():
        typist.press("Space", "label.time input")
    typist.press("Enter", "#slip button.go")
    expect(typist.page.locator("h1")).to_contain_text("09:00")
    assert (status(booking), booking.starts_at) == ("confirmed", hour("09:00", a_day()))


@pytest.mark.parametrize("state", ["fresh", "chosen", "taken", "asked", "others"])
def test_the_page_has_no_fault_in_any_state(visit, state):
    customer = visit(phone=True, provoking=True, reduced_motion="reduce")
    policy = {"needs_approval": state == "asked", "max_participants": 4 if state == "others" else 1}
    booking = visited(*(["Olena Bondar"] if state == "taken" else []), policy=policy)
    if state == "asked":
        Booking.objects.update(status="pending")
    to_the_picker(customer, booking)
    if state in ("chosen", "taken", "others"):
        customer.choose_time("12:00")
    if state == "others":
        with customer.swapping():
            customer.page.locator("#n").select_option("3")
    if state == "taken":
        book(booking.service, hour("12:00", a_day()), location=booking.location)
        customer.page.get_by_role("button", name="Move to this time").click()
        expect(customer.page.get_by_role("alert")).to_contain_text("Free near it:")
    if folder := os.environ.get("DAYBOOK_LOOK"):
        photograph(customer.page, folder, f"another time {state}")
    assert (faults(customer.page), sideways(customer.page)) == ([], {})


def test_an_owner_moves_it_to_a_free_time_near_a_taken_one(visits, client):
    owner, booking = Owner(visits.open(provoking=True), client), visited("Olena Bondar")
    book(booking.service, hour("12:00", a_day()), location=booking.location)
    owner.open(booking)
    page = owner.page
    page.get_by_role("link", name="Move to another time", exact=True).click()
    assert owner_faults(page) == []
    page.get_by_label("Start").fill("12:00")
    page.get_by_label("Your words to the customer").fill("Olena is late that day.")
    page.get_by_role("button", name="Move to another time").click()
    expect(page.get_by_role("alert")).to_contain_text("Nobody is free for it at this time.")
    if folder := os.environ.get("DAYBOOK_LOOK"):
        photograph(page, folder, "owner moves")
    assert owner_faults(page) == []
    page.get_by_role("group", name="Free near it:").get_by_role("button", name="13:00").click()
    expect(page.get_by_text("is at another time")).to_be_visible()
    assert (status(booking), booking.starts_at) == ("confirmed", hour("13:00", a_day()))
    assert booking.messages.get(kind="rescheduled").facts["words"] == "Olena is late that day."
