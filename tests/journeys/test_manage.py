"""C9: the mailed link shows the booking; cancelling says first what comes back, and it comes."""

import pytest
from playwright.sync_api import expect

from bookings import links
from checkout.models import Payment
from tests.journeys.shop import a_day, paid_online, status
from tests.races.worker import wait_until

pytestmark = pytest.mark.browser


def test_cancelling_shows_the_refund_before_and_it_arrives(customer, workshop, post):
    booking = customer.book(paid_online(), a_day(), "12:00")
    customer.go_to_provider()
    customer.at_provider("Pay €40.00")
    expect(customer.ticket).to_be_visible()
    customer.page.goto(links.path(booking))
    expect(customer.page.locator("#cancel")).to_contain_text("€40.00")
    customer.page.locator("#cancel button").click()
    expect(customer.page.locator("main")).to_contain_text("Canceled")
    assert wait_until(lambda: Payment.objects.get().state == "refunded")
    assert (status(booking), booking.payment_status) == ("canceled", "refunded")
    customer.page.reload()
    expect(customer.page.locator("dl.rows").first).to_contain_text("€40.00")
