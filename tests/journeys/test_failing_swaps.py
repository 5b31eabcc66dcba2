"""S22: a swap that fails says so, Retry works when the fault is over, and the plain link always does."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.shop import a_day, in_person

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(visit):
    reader = visit(provoking=True)
    reader.page.goto(in_person().get_absolute_url())
    return reader


def link_of_another_day(page):
    return page.locator(".month a.day:not(.on)").first


def test_offline_the_banner_says_so_and_retry_works_when_the_line_is_back(reader):
    page, wanted = reader.page, link_of_another_day(reader.page).get_attribute("id")
    page.context.set_offline(True)
    page.locator(f"#{wanted}").click()
    expect(page.locator("#trouble")).to_contain_text("No answer came back")
    page.context.set_offline(False)
    with reader.swapping():
        page.get_by_role("button", name="Retry").click()
    expect(page.locator("#trouble")).to_be_hidden()
    expect(page.locator(f"#{wanted}")).to_have_class(re.compile(r"\bon\b"))


@pytest.mark.parametrize("status, words", [(500, "Something failed on our side"), (403, "open too long")])
def test_a_refused_swap_is_told_and_the_plain_link_works(reader, status, words):
    page, link = reader.page, link_of_another_day(reader.page)
    href = link.get_attribute("href")
    page.route(
        "**/services/**",
        lambda route: route.fulfill(status=status) if route.request.headers.get("hx-request") else route.continue_(),
    )
    link.click()
    expect(page.locator("#trouble")).to_contain_text(words)
    page.goto(href)
    expect(page.locator("#trouble")).to_be_hidden()
    expect(page.locator("#slots .time").first).to_be_visible()


def test_back_after_a_swap_shows_the_day_before_it(reader):
    page = reader.page
    reader.choose_day(a_day())
    first = page.locator("#day").inner_text()
    with reader.swapping():
        link_of_another_day(page).click()
    expect(page.locator("#day")).not_to_have_text(first)
    page.go_back()
    expect(page.locator("#day")).to_have_text(first)
    page.reload()
    expect(page.locator("#day")).to_have_text(first)
