"""C2 and C3: nothing to pay online, so the worker's answer follows the details."""

import pytest
from playwright.sync_api import expect

from tests.journeys.shop import a_day, free, in_person, status

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("make, paid", [(in_person, "not_paid"), (free, "exempt")])
def test_a_booking_without_payment_is_confirmed_by_the_worker(customer, make, paid):
    booking = customer.book(make(), a_day(), "11:00")
    expect(customer.ticket).to_contain_text("Confirmed")
    assert status(booking) == "confirmed"
    assert booking.payment_status == paid
