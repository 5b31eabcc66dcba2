"""C7: a plan is bought, its buyer signs in by the mailed link, books with a credit, cancels, and has it back."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from checkout.models import CreditPot
from tests.factories import PlanFactory
from tests.journeys.classes import box, crossfit, evening
from tests.journeys.looking import faults, sideways
from tests.journeys.test_members import link_for
from tests.races.worker import wait_until

pytestmark = pytest.mark.browser
ADA = "ada@example.com"


def looked_at(customer, name: str) -> None:
    """No fault to the eye or to axe; photographed for whoever wants to see it."""
    if not customer.script:
        return
    page = customer.page
    assert (faults(page), sideways(page)) == ([], {})
    if folder := os.environ.get("DAYBOOK_LOOK"):
        for width in (375, 1280):
            for scheme in ("light", "dark"):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                page.screenshot(path=Path(folder) / f"plan-{name}-{width}-{scheme}.png", full_page=True)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")


def used() -> int:
    return CreditPot.objects.get().used


def buy(customer) -> None:
    page = customer.page
    page.goto("/")
    page.get_by_role("link", name="Plans: pay once").click()
    looked_at(customer, "list")
    page.get_by_role("link", name="Ten classes").click()
    looked_at(customer, "form")
    page.get_by_label("Your name").fill("Ada Lovelace")
    page.get_by_label("Email").fill(ADA)
    page.get_by_role("button", name="Continue to payment").click()
    looked_at(customer, "pay")
    customer.go_to_provider()
    customer.at_provider("Pay €120.00")
    expect(customer.heading).to_have_text("Your plan is ready")
    looked_at(customer, "ready")


def sign_in_from_payment(customer, post) -> None:
    """The link leads back to the booking that waits for its payment."""
    page = customer.page
    page.get_by_role("link", name="Sign in and pay with it").click()
    page.get_by_label("Email").fill(ADA)
    page.get_by_role("button", name="Send me a link").click()
    page.goto(link_for(post, ADA, "/sign-in/"))
    page.get_by_role("button", name="Sign in").click()


def test_a_plan_is_bought_used_and_its_credit_comes_back(customer, post):
    service = crossfit(pay_by_plan=True)
    session = evening(service)
    PlanFactory(name="Ten classes", slug="ten", services=[service], summary="For who comes once a week.")
    page = customer.page
    buy(customer)
    page.goto(service.get_absolute_url())
    customer.follow(box(page, session))
    customer.go_on()
    customer.fill()
    customer.send_details()
    looked_at(customer, "hint")
    sign_in_from_payment(customer, post)
    expect(page.locator("label.pick", has_text="With your plan")).to_contain_text("Ten classes: 1 of 10")
    looked_at(customer, "way")
    page.locator("#pay button.go").click()
    expect(customer.ticket).to_contain_text("Confirmed")
    assert used() == 1
    looked_at(customer, "booked")
    page.locator("#cancel button").click()
    expect(page.locator("main")).to_contain_text("Back in your plan")
    assert wait_until(lambda: used() == 0, seconds=20)
    page.goto("/my/")
    expect(page.locator("#plans")).to_contain_text("10 credits left")
    page.locator("#plans summary").click()
    expect(page.locator("#plans")).to_contain_text("came back")
    looked_at(customer, "mine")
