"""C11: a mailed link opens one's own bookings, receipts and details. O16, S37: they are taken along, or erased."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bookings import links
from bookings.models import Booking, Contact
from tests.journeys.shop import a_day, paid_online
from tests.races.worker import wait_until

pytestmark = pytest.mark.browser
ADA = "ada@example.com"


@pytest.fixture
def customer(visit, script):
    """Some answers are refusals, and the console may say so."""
    return visit(script=script, provoking=True)


@pytest.fixture
def booked(customer):
    """On a Monday at noon, paid."""
    booking = customer.book(paid_online(), a_day(), "12:00")
    customer.go_to_provider()
    customer.at_provider("Pay €40.00")
    expect(customer.ticket).to_be_visible()
    return booking


def link_for(post, address, path) -> str:
    """The newest that was mailed there."""
    pattern = re.compile(rf"\S+{path}\S+")

    def found():
        bodies = [letter.get_body(("plain",)).get_content() for letter in post.letters(address)]
        return [match[0] for body in bodies if (match := pattern.search(body))]

    assert wait_until(lambda: bool(found()), seconds=20)
    return found()[-1]


def sign_in(customer, post, address=ADA) -> None:
    page = customer.page
    page.goto("/")
    page.get_by_role("link", name="My bookings").click()
    page.get_by_label("Email").fill(address)
    page.get_by_role("button", name="Send me a link").click()
    expect(customer.heading).to_have_text("Look at your mail")
    page.goto(link_for(post, address, "/sign-in/"))
    page.get_by_role("button", name="Sign in").click()


def test_a_mailed_link_opens_bookings_and_receipts(customer, booked, post):
    sign_in(customer, post)
    page = customer.page
    expect(customer.heading).to_have_text("My bookings")
    row = page.locator(".board .row")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("12:00")
    expect(row).to_contain_text("Madrid time")
    expect(row).to_contain_text("Confirmed")
    page.get_by_role("link", name="Follow-up").click()
    assert page.url.endswith(links.path(booked))
    page.goto("/my/receipts/")
    page.get_by_role("link", name="Receipt").last.click()
    expect(page.locator("main")).to_contain_text("Paid on")
    expect(page.locator("main")).to_contain_text("€40.00")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/my/")
    expect(customer.heading).to_have_text("See your bookings")


def test_details_are_kept_for_the_next_booking(customer, booked, post):
    sign_in(customer, post)
    page = customer.page
    page.get_by_role("link", name="Your details").click()
    page.get_by_label("Phone").fill("612 345 67")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#id_phone_error")).to_contain_text("Too short")
    page.get_by_label("Phone").fill("612 345 678")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    customer.pick(booked.service, a_day(), "15:00")
    expect(page.get_by_label("Phone")).to_have_value("+34 612 34 56 78")
    page.get_by_label("Email").fill("bob@example.com")
    customer.send_details()
    expect(page.locator("#id_email_error")).to_contain_text("You are signed in as ada@example.com.")


def test_another_address_counts_when_its_link_was_used(customer, booked, post):
    sign_in(customer, post)
    page = customer.page
    page.goto("/my/details/")
    page.get_by_label("New email").fill("lovelace@example.com")
    page.get_by_role("button", name="Send the link").click()
    expect(page.locator("main")).to_contain_text("A link is on its way to lovelace@example.com")
    page.goto(link_for(post, "lovelace@example.com", "/my/email/"))
    page.get_by_role("button", name="Use this address").click()
    expect(page.locator("main")).to_contain_text("The new address counts from now on.")
    sign_in(customer, post, "lovelace@example.com")
    expect(page.locator(".board .row")).to_have_count(1)


def test_ones_data_is_taken_along_and_then_erased(customer, booked, post):
    sign_in(customer, post)
    page = customer.page
    page.get_by_role("link", name="Your details").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download all of it").click()
    data = json.loads(Path(download.value.path()).read_text())
    assert [booking["code"] for booking in data["bookings"]] == [booked.code]
    page.get_by_role("link", name="Erase it").click()
    expect(page.get_by_role("link", name="Follow-up")).to_be_visible()
    page.get_by_role("link", name="Follow-up").click()
    page.locator("#cancel button").click()
    expect(page.locator("main")).to_contain_text("Canceled")
    page.goto("/my/erase/")
    page.get_by_label("Type your email to confirm").fill(ADA)
    page.get_by_role("button", name="Erase my data for good").click()
    expect(customer.heading).to_have_text("Your data is erased")
    assert (str(Contact.objects.get()), Booking.objects.get().email) == ("Erased", "")
    assert page.goto(links.path(booked)).status == 404


def test_a_link_works_once(visit, booked, customer, post):
    sign_in(customer, post)
    other = visit(provoking=True)
    assert other.page.goto(link_for(post, ADA, "/sign-in/")).status == 410
    expect(other.page.get_by_role("alert")).to_contain_text("This link has been used, or it is too old.")
