"""S1: somebody else was quicker. Answers stay, three other times are offered, and one of them works."""

import pytest
from playwright.sync_api import expect

from tests.bookings.making import book
from tests.factories import hour
from tests.journeys.shop import a_day, in_person, open_shop, status

pytestmark = pytest.mark.browser


@pytest.fixture
def late(visit, script):
    return visit(script=script, provoking=True)


def test_a_time_taken_while_it_was_looked_at_offers_three_others(late):
    service = in_person()
    late.page.goto(service.get_absolute_url())
    late.choose_day(a_day())
    late.choose_time("10:00")
    book(service, hour("10:00", a_day()))
    late.go_on()
    notice = late.page.get_by_role("alert").filter(has=late.page.get_by_role("heading"))
    expect(notice.get_by_role("link")).to_have_count(3)
    notice.get_by_role("link").first.click()
    late.go_on()
    expect(late.heading).to_have_text("Your details")


def test_a_time_taken_while_the_form_was_filled_keeps_every_answer(late):
    service = in_person()
    open_shop(hold_minutes=0)
    late.pick(service, a_day(), "10:00")
    late.fill({"Phone": "612 345 678"})
    book(service, hour("10:00", a_day()))
    late.send_details()
    others = late.page.locator("button[name=place]")
    expect(others).to_have_count(3)
    expect(late.page.get_by_label("Your name")).to_have_value("Ada Lovelace")
    others.first.click()
    expect(others).to_have_count(0)
    expect(late.page.get_by_label("Phone")).to_have_value("612 345 678")
    late.send_details()
    expect(late.ticket).to_be_visible()
    assert status(service.bookings.latest("pk")) == "confirmed"
