"""The evening at the desk: a phone in one hand, a class at the door (journeys.md O10)."""

import os
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from bookings.models import Attendance, Booking
from tests.factories import BookingFactory, FieldNamespaceFactory
from tests.journeys.classes import crossfit, evening
from tests.journeys.looking import sideways
from tests.journeys.owner import Owner
from tests.journeys.shop import physiotherapy
from tests.journeys.test_every_page import photograph
from tests.journeys.test_owner_pages import faults

pytestmark = pytest.mark.browser
PHONE = {"width": 375, "height": 812}


@pytest.fixture
def desk(visits, client, script):
    return Owner(visits.open(script=script, viewport=PHONE), client).page


@pytest.fixture
def tonight(site):
    """Begun ten minutes ago, with three who have booked."""
    session = evening(crossfit(price=Decimal(12)), capacity=5)
    session.starts_at = timezone.now() - timedelta(minutes=10)
    session.ends_at = session.starts_at + timedelta(hours=1)
    session.save()
    for name, people in (("Ana Ruiz", 1), ("Bea Sol", 2), ("Carla Gil", 1)):
        first, last = name.split()
        BookingFactory(
            standing=True,
            service=session.service,
            session=session,
            starts_at=session.starts_at,
            first_name=first,
            last_name=last,
            total_participants=people,
        )
    return session


def sheet(session):
    return reverse("admin:bookings_session_attendance", args=[session.pk])


def line(page, name):
    return page.locator(".sheet li", has_text=name)


def noted():
    rows = Attendance.objects.order_by("booking__first_name")
    return list(rows.values_list("booking__first_name", "status", "attended"))


def test_one_did_not_come_of_two_one_did_and_everybody_else_came(desk, tonight):
    desk.goto("/admin/")
    desk.get_by_role("link", name=tonight.title).click()
    line(desk, "Ana").get_by_label("Did not come").check()
    line(desk, "Bea").get_by_label("People who came").fill("1")
    desk.get_by_role("button", name="Everybody else came").click()

    expect(desk.get_by_text("3 bookings are noted.")).to_be_visible()
    expect(desk.get_by_text("2 people came, 1 booking did not come.")).to_be_visible()
    assert noted() == [("Ana", "not_attended", 0), ("Bea", "attended", 1), ("Carla", "attended", 1)]


def test_somebody_at_the_door_comes_in(desk, tonight):
    desk.goto(sheet(tonight))
    door = desk.locator(".door")
    door.get_by_label("First name").fill("Dora")
    door.get_by_label("Has paid now, in person").check()
    door.get_by_role("button", name="Book, and note as come").click()

    expect(desk.get_by_text("Dora is booked, and has come.")).to_be_visible()
    expect(line(desk, "Dora").get_by_label("Came", exact=True)).to_be_checked()
    booking = Booking.objects.get(first_name="Dora")
    assert (booking.status, booking.amount_paid, booking.contact, noted()) == (
        "confirmed",
        Decimal(12),
        None,
        [("Dora", "attended", 1)],
    )


def test_what_a_colleague_noted_meanwhile_is_shown(visits, client, script, tonight):
    desk = Owner(visits.open(script=script, viewport=PHONE, provoking=True), client).page
    desk.goto(sheet(tonight))
    ana = Booking.objects.get(first_name="Ana")
    Attendance.objects.create(
        booking=ana, session=tonight, status="attended", attended=1, set_at=timezone.now(), set_by=None
    )
    line(desk, "Ana").get_by_label("Did not come").check()
    desk.get_by_role("button", name="Save").click()

    expect(line(desk, "Ana").get_by_text("meanwhile")).to_be_visible()
    expect(line(desk, "Ana").get_by_label("Came", exact=True)).to_be_checked()


def test_an_appointments_no_show_is_one_press(desk, site):
    visit = BookingFactory(
        confirmed=True, service=physiotherapy(), starts_at=timezone.now() - timedelta(minutes=20), first_name="Eva"
    )
    desk.goto(reverse("admin:bookings_booking_change", args=[visit.pk]))
    desk.get_by_role("button", name="Did not come").click()

    expect(desk.locator(".noted")).to_contain_text("did not come")
    assert noted() == [("Eva", "not_attended", 0)]


def test_extra_fields_are_filled_in(desk, site):
    FieldNamespaceFactory(name="crm")
    booking = BookingFactory(confirmed=True)
    desk.goto(reverse("admin:bookings_booking_change", args=[booking.pk]))
    desk.get_by_role("link", name="Change crm").click()
    desk.get_by_label("Card").fill("A-17")
    desk.get_by_role("button", name="Save").click()

    expect(desk.locator(".extra")).to_contain_text("A-17")
    booking.refresh_from_db()
    assert booking.extended_fields == {"crm": {"card": "A-17"}}


def test_nobody_is_shut_out_of_these_pages(owner, tonight):
    """axe finds nothing, phone or desk, light or dark; no sideways scroll at 320 px nor with text twice as large."""
    line_that_was_noted = Booking.objects.get(first_name="Ana")
    Attendance.objects.create(
        booking=line_that_was_noted, session=tonight, status="attended", attended=1, set_at=timezone.now()
    )
    crm = FieldNamespaceFactory(name="crm")
    visit = BookingFactory(
        confirmed=True,
        service=physiotherapy(),
        starts_at=timezone.now() - timedelta(minutes=20),
        extended_fields={"crm": {"card": "A-17"}},
    )
    day = timezone.localtime(visit.starts_at, visit.zone).date().isoformat()
    addresses = {
        "sheet": sheet(tonight),
        "sheet of a day": f"{reverse('admin:bookings_booking_attendance')}?day={day}",
        "noted booking": reverse("admin:bookings_booking_change", args=[visit.pk]),
        "extra fields": reverse("admin:bookings_booking_fields", args=[visit.pk, crm.name]),
        "namespace": reverse("admin:bookings_fieldnamespace_change", args=[crm.pk]),
        "today": "/admin/",
    }
    found = {}
    for name, address in addresses.items():
        owner.page.goto(address)
        if folder := os.environ.get("DAYBOOK_LOOK"):
            photograph(owner.page, folder, f"owner {name}")
        found[name] = (faults(owner.page), sideways(owner.page))
    assert found == dict.fromkeys(addresses, ([], {}))
