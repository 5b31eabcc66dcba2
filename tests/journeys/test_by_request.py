"""C4: the card is reserved, the owner answers, and the customer's page says what became of it."""

import pytest
from playwright.sync_api import expect

from checkout.models import Payment
from tests.journeys.shop import a_day, by_request, status
from tests.races.worker import wait_until

pytestmark = pytest.mark.browser


@pytest.fixture
def request_sent(customer):
    """Asked for and reserved on the card."""
    booking = customer.book(by_request(), a_day(), "11:00")
    customer.go_to_provider()
    customer.at_provider("Pay €40.00")
    customer.page.wait_for_url("**/booking/**")
    expect(customer.page.locator("main")).to_contain_text("request", ignore_case=True)
    assert status(booking) == "pending"
    assert Payment.objects.get().state == "authorised"
    return booking


def test_a_confirmed_request_is_charged_and_its_page_says_so(request_sent, customer, owner):
    owner.act(request_sent, "Confirm")
    assert wait_until(lambda: Payment.objects.get().state == "captured")
    customer.page.reload()
    expect(customer.page.locator("main")).to_contain_text("Confirmed")
    expect(customer.page.get_by_text("€40.00").first).to_be_visible()


def test_a_declined_request_is_released_and_its_page_says_why(request_sent, customer, owner):
    owner.act(request_sent, "Decline", "The room is being painted that day.")
    assert wait_until(lambda: Payment.objects.get().state == "voided")
    customer.page.reload()
    expect(customer.page.locator("main")).to_contain_text("Not booked")
    expect(customer.page.locator("blockquote")).to_contain_text("The room is being painted that day.")
    expect(customer.page.get_by_role("heading", name="Other times near it")).to_be_visible()
