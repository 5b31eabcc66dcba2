"""An owner gives a calendar's address to a program, and takes it back (issue 4, calendars)."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from bookings.models import CalendarFeed
from tests.bookings.calendars.reading import events
from tests.bookings.making import book
from tests.factories import CalendarFeedFactory, ResourceFactory, hour
from tests.journeys.shop import a_day, physiotherapy
from tests.journeys.test_owner_pages import faults

pytestmark = pytest.mark.browser
LIST = reverse("admin:bookings_calendarfeed_changelist")


def test_a_calendar_is_given_and_taken_back(owner):
    service = physiotherapy(pay_in_person=True)
    person = service.requirement_groups.get().resources.order_by("name").first()
    book(service, hour("10:00", a_day()), person)
    page = owner.page
    page.goto("/admin/")
    page.get_by_role("link", name="Calendar feeds").first.click()
    page.get_by_role("button", name=f"Make an address {person.name}").click()
    address = page.get_by_label("Address").input_value()
    assert [event.summary.value for event in events(page.request.get(address).body())] == [f"{service.name}: Ana"]

    page.get_by_role("link", name=f"New address {person.name}").click()
    page.get_by_role("button", name="Make a new address").click()
    expect(page.get_by_text("the old one has ended")).to_be_visible()
    assert page.get_by_label("Address").input_value() != address
    assert page.request.get(address).status == 404


def test_its_pages_have_no_fault(owner):
    feed = CalendarFeedFactory(resource=ResourceFactory(name="Wolfeschlegelsteinhausenbergerdorff, Hubert"))
    ResourceFactory(name="Quiet room", room=True)
    change = reverse("admin:bookings_calendarfeed_address", args=[feed.resource_id])
    found = {}
    for address in (LIST, change):
        owner.page.goto(address)
        found[address] = faults(owner.page)
    assert found == {LIST: [], change: []}
    assert CalendarFeed.objects.count() == 1
