"""A coupon on the payment page: a slip of the finger, the code, off again, and what is paid in the end."""

import os
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bookings.models import Booking
from tests.factories import CouponFactory
from tests.journeys.looking import faults, sideways
from tests.journeys.shop import a_day, physiotherapy

pytestmark = pytest.mark.browser


def looked_at(page, name: str) -> None:
    """Without fault, as wide as the phone; photographed where somebody wants to see it."""
    assert (faults(page), sideways(page)) == ([], {})
    if folder := os.environ.get("DAYBOOK_LOOK"):
        for scheme, width in (("light", 375), ("dark", 375), ("light", 1280), ("dark", 1280)):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(folder) / f"{name}-{width}-{scheme}.png", full_page=True)
        page.emulate_media(color_scheme="light")


def refused(page, typed: str) -> None:
    expect(page.get_by_label("Coupon code")).not_to_be_visible()
    page.get_by_text("Have a coupon code?").click()
    page.get_by_label("Coupon code").fill(typed)
    page.get_by_label("Coupon code").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("We don't know this code.")
    expect(page.get_by_label("Coupon code")).to_have_value(typed)


def test_a_code_is_typed_taken_off_and_typed_again(visit, script):
    CouponFactory(code="SPRING")
    customer = visit(script=script, provoking=True)
    page, button = customer.page, customer.page.locator("#pay button.go")
    customer.book(physiotherapy(), a_day(), "10:00", {"What brings you here?": "A stiff neck."})
    refused(page, "sprang")
    if script:
        looked_at(page, "coupon-refused")
    page.get_by_label("Coupon code").fill(" spring ")
    page.get_by_role("button", name="Use it").click()
    expect(button).to_have_text("Pay €20.00 deposit")
    expect(page.locator("#due")).to_contain_text("Coupon SPRING")
    page.get_by_role("button", name="Take it off").click()
    expect(page.locator("#due")).not_to_contain_text("SPRING")


def test_what_is_paid_follows_the_code_and_the_chosen_way(visit):
    CouponFactory(code="SPRING")
    customer = visit()
    page, button = customer.page, customer.page.locator("#pay button.go")
    customer.book(physiotherapy(), a_day(), "10:00", {"What brings you here?": "A stiff neck."})
    customer.follow(page.locator("label.pick", has_text="Everything now"))
    page.get_by_text("Have a coupon code?").click()
    page.get_by_label("Coupon code").fill("SPRING")
    page.get_by_label("Coupon code").press("Enter")
    expect(button).to_have_text("Pay €49.50")
    looked_at(page, "coupon-used")
    customer.go_to_provider()
    customer.at_provider("Pay €49.50")
    expect(customer.ticket).to_contain_text("Confirmed")
    looked_at(page, "coupon-booked")
    assert Booking.objects.get().discount == Decimal("5.5")
