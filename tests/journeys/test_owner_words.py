"""O11: the owner says it in own words, sees it first, and the next mail says it so."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from bookings.messages.email import compose
from bookings.models import Message, MessageWords
from tests.bookings.making import book
from tests.factories import MessageWordsFactory, OptOutFactory, hour
from tests.journeys.owner import Owner
from tests.journeys.shop import a_day, physiotherapy
from tests.journeys.test_owner_pages import faults

pytestmark = pytest.mark.browser
LIST = "admin:bookings_messagewords_changelist"


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def owner(request, visits, client):
    """A refused form answers 422, which the console repeats."""
    return Owner(visits.open(script=request.param, provoking=True), client)


@pytest.fixture
def booking(owner):
    return book(physiotherapy(pay_in_person=True), hour("10:00", a_day()))


def letter(page):
    return page.frame_locator("iframe[title='The mail']")


def test_own_words_are_tried_saved_and_sent(owner, booking):
    page = owner.page
    page.goto(reverse("admin:bookings_message_changelist"))
    page.get_by_role("link", name="Words of messages").first.click()
    page.get_by_role("link", name=re.compile("^Confirmation ?, email")).click()
    expect(letter(page).get_by_role("heading", name="Your booking is confirmed.")).to_be_visible()

    page.get_by_label("First sentence").fill("{service} with {persn} it is.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("{persn} is not known here.")).to_be_visible()

    page.get_by_label("First sentence").fill("{service} it is, {name}.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="How it would look, not saved yet")).to_be_visible()
    expect(letter(page).get_by_role("heading", name=f"{booking.title} it is, Ana.")).to_be_visible()
    assert MessageWords.objects.count() == 0

    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Messages that leave from now on say it in your words.")).to_be_visible()
    confirmation = Message.objects.get(booking=booking, kind="confirmed")
    body = compose(confirmation, booking, timezone.now()).body
    assert body.splitlines()[2] == f"{booking.title} it is, {booking.first_name}."


def test_a_text_shows_what_it_costs(owner, booking):
    page = owner.page
    page.goto(reverse("admin:bookings_messagewords_edit", args=["reminder", "sms"]))
    page.get_by_label("Text").fill("{business}: {day} {time} → Спа")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Because of these a text has room for only 70: С п а")).to_be_visible()


@pytest.mark.parametrize("owner", [True], indirect=True)
def test_the_pages_of_words_have_no_fault(owner, booking):
    MessageWordsFactory()
    OptOutFactory()
    edit = [
        reverse("admin:bookings_messagewords_edit", args=which)
        for which in (("confirmed", "email"), ("reminder", "sms"))
    ]
    found = {}
    for address in (reverse(LIST), *edit, reverse("admin:bookings_optout_changelist")):
        owner.page.goto(address)
        found[address] = faults(owner.page)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}
