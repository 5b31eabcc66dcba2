"""The README's pictures, taken of the demo business; with DAYBOOK_PICTURES=1 they are written to this folder."""

import os
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from bookings import links
from bookings.models import Booking
from services.models import Service
from tests.factories import HeartbeatFactory
from tests.journeys.looking import PICTURES

LARGEST = 150_000
NAMES = ["board", "class", "move-phone", "owner-today", "service", "service-dark-phone", "ticket-phone"]

pytestmark = pytest.mark.browser


@pytest.fixture
def folder(tmp_path):
    return PICTURES if os.environ.get("DAYBOOK_PICTURES") == "1" else tmp_path


def choose_second_time(page: Page) -> None:
    page.goto(Service.objects.get(slug="physiotherapy-first-visit").get_absolute_url())
    with page.expect_response(lambda answer: "hx-request" in answer.request.headers):
        page.locator("label.time").nth(1).click()
    page.locator("#slip .when time, #slip .when span").nth(1).wait_for(state="attached")
    page.mouse.move(0, 0)


def choose_two_dates(page: Page) -> None:
    page.goto(Service.objects.get(slug="evening-yoga").get_absolute_url())
    for number in range(2):
        with page.expect_response(lambda answer: "hx-request" in answer.request.headers):
            page.locator("label.sess input").nth(number).click()
    page.mouse.move(0, 0)


def choose_another_time(page: Page) -> None:
    ahead = timezone.now() + timedelta(days=3)
    booking = Booking.objects.filter(status="confirmed", kind="appointment", reschedule_until__gt=ahead).earliest(
        "code"
    )
    page.goto(reverse("bookings:reschedule", args=[links.token(booking)]))
    with page.expect_response(lambda answer: "hx-request" in answer.request.headers):
        page.locator("label.time").nth(2).click()
    page.locator("#picker .band").evaluate("(month) => month.scrollIntoView({block: 'start'})")


def test_the_demo_makes_the_pictures_of_the_readme(visits, owner, folder):
    call_command("demo", verbosity=0)
    HeartbeatFactory()
    desk, phone, dark = visits.open(), visits.open(phone=True), visits.open(phone=True, color_scheme="dark")
    booking = Booking.objects.filter(status="confirmed", kind="appointment").latest("starts_at")
    desk.goto("/")
    desk.screenshot(path=folder / "board.png")
    choose_second_time(desk)
    desk.screenshot(path=folder / "service.png")
    choose_two_dates(desk)
    desk.screenshot(path=folder / "class.png")
    choose_second_time(dark)
    dark.locator("#picker .band").evaluate("(month) => month.scrollIntoView({block: 'start'})")
    dark.screenshot(path=folder / "service-dark-phone.png")
    phone.goto(f"{links.path(booking)}?new=1")
    phone.screenshot(path=folder / "ticket-phone.png")
    choose_another_time(phone)
    phone.screenshot(path=folder / "move-phone.png")
    owner.page.goto("/admin/")
    owner.page.screenshot(path=folder / "owner-today.png")
    sizes = {path.stem: path.stat().st_size for path in folder.glob("*.png")}
    assert sorted(sizes) == NAMES
    assert max(sizes.values()) <= LARGEST


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_has_its_picture(name):
    assert 5_000 < (PICTURES / f"{name}.png").stat().st_size <= LARGEST
