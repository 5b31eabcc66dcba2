"""S16: a number that can't be texted is said to be so, and never stands in the way of a booking."""

import pytest
from playwright.sync_api import expect

from tests.journeys.shop import a_day, in_person

pytestmark = pytest.mark.browser


@pytest.fixture
def caller(visit, script):
    caller = visit(script=script, provoking=True)
    caller.pick(in_person(), a_day(), "10:00")
    caller.fill({"Phone": "612 345 67"})
    caller.page.locator("[name=sms]").check()
    caller.send_details()
    return caller


def test_a_short_number_is_told_at_its_field_and_can_be_mended(caller):
    expect(caller.page.locator("#id_phone_error")).to_contain_text("Too short: this number has 8 digits")
    expect(caller.page.get_by_label("Your name")).to_have_value("Ada Lovelace")
    caller.page.locator("#id_phone").fill("612 345 678")
    caller.send_details()
    expect(caller.ticket).to_be_visible()


def test_a_booking_goes_on_without_the_text(caller):
    caller.page.get_by_role("button", name="Continue without text reminder").click()
    expect(caller.ticket).to_be_visible()
    expect(caller.page.locator("#change")).to_contain_text("612 345 67")
