"""Every public page in every state: axe finds nothing, light or dark; none scrolls sideways."""

import json
import os
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from bookings import links
from bookings.actors import Actor
from bookings.lifecycle import cancel_booking, decline_booking
from bookings.models import Booking
from bookings.views import board
from services.models import HoursException, Resource
from tests.bookings.making import book, create, decide, pay
from tests.factories import hour
from tests.journeys.looking import faults, sideways
from tests.journeys.shop import a_day, by_request, in_person, open_shop, paid_online, physiotherapy, status

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(visit):
    return visit(phone=True, provoking=True, reduced_motion="reduce")


@pytest.fixture
def look(reader):
    """look("taken"): this page, as it stands, has no fault."""
    seen: dict[str, object] = {}

    def look(name: str) -> None:
        page = reader.page
        if folder := os.environ.get("DAYBOOK_LOOK"):
            photograph(page, folder, name)
        found = faults(page)
        if found or sideways(page):
            seen[name] = (found, sideways(page))

    yield look
    assert seen == {}, json.dumps(seen, indent=1)


def photograph(page, folder: str, name: str) -> None:
    """For a person to look at: phone and desk, light and dark."""
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.screenshot(path=f"{folder}/{name}-{width}-{scheme}.png".replace(" ", "-"), full_page=True)
    page.set_viewport_size({"width": 390, "height": 844})


def test_the_board_and_the_picker(reader, look):
    open_shop()
    reader.page.goto("/")
    look("empty board")
    service = physiotherapy(summary="Assessment, first treatment, and a plan you take home.")
    in_person(summary="Filmed on the track, explained on the spot.")
    reader.page.goto("/?q=nothing+like+this")
    look("nothing found")
    reader.page.goto("/")
    look("board")
    reader.page.goto(service.get_absolute_url())
    look("service")
    reader.choose_day(a_day())
    reader.choose_time("10:00")
    look("time chosen")
    for person in Resource.objects.all():
        HoursException.objects.create(
            schedule=person.schedule, first_on=timezone.now(), last_on=a_day().replace(year=2099)
        )
    reader.page.goto(service.get_absolute_url())
    look("month without times")


def test_the_details_and_what_can_be_wrong_there(reader, look):
    service = physiotherapy()
    reader.pick(service, a_day(), "10:00")
    look("details")
    reader.send_details()
    expect(reader.page.locator("#errors")).to_be_visible()
    look("details with errors")
    open_shop(hold_minutes=0)
    in_person_service = in_person()
    reader.pick(in_person_service, a_day(), "10:00")
    reader.fill()
    book(in_person_service, hour("10:00", a_day()))
    reader.send_details()
    expect(reader.page.locator("button[name=place]").first).to_be_visible()
    look("details taken")


def test_paying_and_what_can_be_wrong_there(reader, look):
    open_shop(hold_minutes=0)
    booking = reader.book(paid_online(pay_in_person=True), a_day(), "10:00")
    look("pay")
    reader.go_to_provider()
    look("provider")
    reader.page.get_by_role("button", name="Pay late").click()
    expect(reader.heading).to_have_text("Waiting for the bank")
    look("waiting")
    taken = reader.book(booking.service, a_day(), "12:00")
    book(booking.service, hour("12:00", a_day()))
    reader.page.locator("#pay button.go").click()
    expect(reader.heading).to_have_text("This time is gone")
    look("taken")
    assert status(taken) == "created"


def test_a_booking_in_each_of_its_states(reader, look):
    now, system = timezone.now(), Actor.system()
    service, asked = in_person(), by_request()
    confirmed = book(service, hour("09:00", a_day()))
    pending, declined = (create(asked, hour(clock, a_day())) for clock in ("10:00", "11:00"))
    confirming = pay(create(asked, hour("14:00", a_day())))
    decide(pending)
    pay(declined)
    decline_booking(declined, by=system, now=now, words="The room is being painted that day.")
    canceled = cancel_booking(book(service, hour("12:00", a_day())), by=Actor.visitor(), now=now)
    unfinished = create(service, hour("13:00", a_day()), now=now)
    states = {"confirmed": confirmed, "pending": pending, "declined": declined, "canceled": canceled}
    Booking.objects.filter(pk=confirmed.pk).update(checkout_completed_at=now - timedelta(hours=2))
    for name, booking in (states | {"unfinished": unfinished, "confirming": confirming}).items():
        reader.page.goto(links.path(booking))
        look(name)
    reader.page.goto(f"{links.path(confirmed)}?new=1")
    look("ticket")
    reader.page.goto(f"{links.path(confirmed)}contact/")
    look("contact")


def test_pages_for_what_went_wrong(reader, look, monkeypatch, settings):
    service, page = in_person(), reader.page
    page.goto("/no/such/page/")
    look("404")
    page.goto(service.get_absolute_url())
    page.context.clear_cookies()
    page.locator("label.time").first.click()
    reader.go_on()
    expect(reader.heading).to_have_text("We could not take that")
    look("403")
    settings.LIMITS = {"details": 1}
    answers = (page.goto("/checkout/made-up/").status for _ in range(40))  # a minute may end in between
    assert 429 in answers
    look("429")
    cache.clear()
    service.online_booking = False
    service.save()
    page.goto(service.get_absolute_url())
    look("by phone")
    monkeypatch.setattr(board, "current_business", fail)
    assert page.goto("/").status == 500
    look("500")


def fail(request):
    raise RuntimeError("a fault of ours, on purpose")
