"""Every page of classes and courses in every state: axe finds nothing, light or dark; none scrolls sideways."""

import pytest
from playwright.sync_api import expect

from tests.journeys.classes import box, climbing, crossfit, evening, fill, strength
from tests.journeys.test_every_page import look, reader  # noqa: F401 - the eyes that look

pytestmark = pytest.mark.browser


def test_the_dates_of_a_class(reader, look):  # noqa: F811 - fixtures
    service = crossfit(default_capacity=12)
    sessions = [evening(service, day) for day in range(4)]
    for session, people in zip(sessions, (9, 3, 12, 11), strict=True):
        fill(session, people)
    reader.page.goto("/")
    look("board with a class")
    reader.page.goto(service.get_absolute_url() + "?weeks=4")
    look("class")
    for session in (sessions[0], sessions[3]):
        reader.follow(box(reader.page, session))
    look("class dates chosen")
    reader.page.goto(service.get_absolute_url() + "?view=month")
    look("class month")
    reader.page.goto(service.get_absolute_url() + "?weeks=4")
    for session in (sessions[0], sessions[3]):
        reader.follow(box(reader.page, session))
    fill(sessions[3], 1)
    reader.go_on()
    look("class details, one date lost")
    reader.fill()
    reader.send_details()
    expect(reader.heading).not_to_have_text("Your details")


def test_a_class_with_two_prices_and_several_dates_to_pay(reader, look):  # noqa: F811 - fixtures
    service = climbing()
    sessions = [evening(service, day) for day in range(2)]
    reader.page.goto(service.get_absolute_url() + "?weeks=4")
    look("class with choices")
    for session in sessions:
        reader.follow(box(reader.page, session))
    reader.go_on()
    reader.fill()
    reader.send_details()
    expect(reader.page.locator("#pay")).to_be_visible()
    look("class pay several")
    reader.pay_in_person()
    expect(reader.heading).to_have_text("2 dates booked")
    look("class several booked")


def test_a_course(reader, look):  # noqa: F811 - fixtures
    service = strength()
    reader.page.goto(service.get_absolute_url())
    look("course")
    reader.go_on()
    look("course details")
    reader.fill()
    reader.send_details()
    expect(reader.ticket).to_contain_text("Confirmed")
    look("course ticket")
