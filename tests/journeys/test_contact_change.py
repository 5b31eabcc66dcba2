"""C9: another phone, another email. C1 on a phone whose browser runs no script."""

import pytest
from playwright.sync_api import expect

from bookings import links
from bookings.models import Message
from tests.factories import hour
from tests.journeys.shop import a_day, in_person, physiotherapy, status

pytestmark = pytest.mark.browser


@pytest.fixture
def booked(visit, script):
    """On a phone, with a reminder by text."""
    person = visit(script=script, phone=True, provoking=True)
    person.pick(in_person(), a_day(), "11:00")
    person.fill({"Phone": "612 345 670"})
    person.page.locator("[name=sms]").check()
    person.send_details()
    expect(person.ticket).to_contain_text("Confirmed")
    return person


def change(person, label: str, answer: str) -> None:
    if not person.page.url.endswith("/contact/"):
        person.page.get_by_role("link", name="Change name, email or phone").click()
    person.page.get_by_label(label).fill(answer)
    person.page.get_by_role("button", name="Save the changes").click()


def reminders(person):
    return person.page.locator(".line li", has_text="Reminder")


def test_a_changed_phone_is_checked_and_gets_the_reminder(booked):
    change(booked, "Phone", "612 345 67")
    expect(booked.page.locator("#id_phone_error")).to_contain_text("Too short: this number has 8 digits")
    expect(booked.page.get_by_label("First name")).to_have_value("Ada")
    for phone in ("612 345 678", "612 345 679"):
        change(booked, "Phone", phone)
        expect(booked.ticket).to_be_visible()
    expect(booked.page.locator("#change")).to_contain_text("+34 612 34 56 79")
    expect(reminders(booked)).to_have_count(1)
    expect(reminders(booked)).to_contain_text("Text to +34612345679, planned.")


def test_a_landline_can_be_given_where_the_text_is_given_up(booked):
    change(booked, "Phone", "910 12 34 56")
    expect(booked.page.locator("#id_phone_error")).to_contain_text("This is a landline, which gets no texts.")
    booked.page.get_by_role("button", name="Continue without text reminder").click()
    expect(booked.page.locator("#change")).to_contain_text("+34 910 12 34 56")
    expect(reminders(booked)).to_have_count(1)
    expect(reminders(booked)).to_contain_text("Email to ada@example.com, planned.")


def test_a_changed_email_moves_the_page_to_a_new_link(booked):
    old = booked.page.url
    change(booked, "Email", "lovelace@example.com")
    expect(booked.page.locator("#change")).to_contain_text("lovelace@example.com")
    assert booked.page.url != old
    assert booked.page.url.endswith(links.path(Message.objects.latest("pk").booking))
    assert booked.page.goto(old).status == 404


def test_an_appointment_with_a_deposit_on_a_phone_without_script(visit, origins):
    person, service = visit(script=False, phone=True), physiotherapy()
    person.page.goto("/")
    person.page.get_by_role("link", name="First visit").click()
    person.choose_person("Olena Bondar")
    person.choose_day(a_day())
    person.choose_time("10:00")
    person.go_on()
    person.fill({"Phone": "612 345 678", "What brings you here?": "A stiff neck."})
    person.page.get_by_label("Back or neck").check()
    person.page.locator("[name=sms]").check()
    person.send_details()
    person.go_to_provider()
    assert person.page.url.startswith(origins[1])
    person.at_provider("Pay €20.00")
    expect(person.ticket).to_contain_text("Confirmed, and €20.00 paid")
    booking = service.bookings.get()
    assert (status(booking), booking.payment_status) == ("confirmed", "partially_paid")
    assert (booking.starts_at, booking.resource_name) == (hour("10:00", a_day()), "Olena Bondar")
