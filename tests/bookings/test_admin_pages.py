"""The owner's pages about bookings open, show what there is, and only to those who may see it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bookings import links
from tests.factories import (
    AlertFactory,
    BookingEventFactory,
    BookingFactory,
    BusinessFactory,
    ContactFactory,
    MessageFactory,
    OwnerFactory,
    UserFactory,
    hour,
)

pytestmark = pytest.mark.django_db


def booking_with_everything():
    booking = BookingFactory(confirmed=True, answers=[{"label": "Where?", "answer": "The <b>knee</b>"}])
    BookingEventFactory(booking=booking, after={"status": "created", "price": "40.000", "link_version": 2})
    MessageFactory(booking=booking)
    return booking


MADE_BY = {
    "booking": booking_with_everything,
    "contact": ContactFactory,
    "message": MessageFactory,
    "alert": AlertFactory,
}


@pytest.mark.parametrize("model", MADE_BY)
def test_every_page_opens_for_the_owner(client, model):
    client.force_login(OwnerFactory())
    row = MADE_BY[model]()
    addresses = [
        reverse(f"admin:bookings_{model}_changelist"),
        reverse(f"admin:bookings_{model}_change", args=[row.pk]),
    ]

    assert [client.get(address).status_code for address in addresses] == [200, 200]


@pytest.mark.parametrize("model", MADE_BY)
def test_staff_without_permissions_see_none_of_it(client, model):
    client.force_login(UserFactory(staff=True))
    row = MADE_BY[model]()

    assert client.get(reverse(f"admin:bookings_{model}_changelist")).status_code == 403
    assert client.get(reverse(f"admin:bookings_{model}_change", args=[row.pk])).status_code == 403


@pytest.mark.parametrize("model", ["booking", "message", "alert"])
def test_nothing_of_it_is_written_by_a_form(client, model):
    client.force_login(OwnerFactory())
    row = MADE_BY[model]()

    assert client.get(reverse(f"admin:bookings_{model}_add")).status_code == 403
    assert client.post(reverse(f"admin:bookings_{model}_change", args=[row.pk]), {}).status_code == 403
    assert client.get(reverse(f"admin:bookings_{model}_delete", args=[row.pk])).status_code == 403


def test_a_booking_tells_its_history_in_words_to_whoever_may_see_it(client):
    client.force_login(UserFactory(staff=True, permissions=["bookings.view_booking"]))
    BusinessFactory()
    page = client.get(reverse("admin:bookings_booking_change", args=[booking_with_everything().pk])).content.decode()

    assert ">Status: not finished; price: €40.00<" in page
    assert "The &lt;b&gt;knee&lt;/b&gt;" in page


def test_the_list_says_when_in_the_zone_of_the_business(client):
    client.force_login(OwnerFactory())
    booking = BookingFactory(confirmed=True)
    page = client.get(reverse("admin:bookings_booking_changelist")).content.decode()

    assert f"{booking.starts_at:%d}".lstrip("0") in page
    assert "10:00" in page


@pytest.mark.parametrize("text", ["Grace", "grace@example.com", "2025550123", "T-FIND"])
def test_a_booking_is_found_by_name_email_phone_and_code(client, text):
    client.force_login(OwnerFactory())
    wanted = BookingFactory(first_name="Grace", email="grace@example.com", code="T-FIND", phone="+12025550123")
    BookingFactory(first_name="Alan", phone="+442079460958")
    response = client.get(reverse("admin:bookings_booking_changelist"), {"q": text})

    assert list(response.context["cl"].result_list) == [wanted]


def test_a_longer_list_costs_no_more_queries(client):
    client.force_login(OwnerFactory())
    address = reverse("admin:bookings_booking_changelist")
    client.get(address)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    BookingFactory(confirmed=True)
    few = queries()
    for _ in range(10):
        BookingFactory(confirmed=True)

    assert queries() == few


def test_every_moment_of_a_booking_is_in_the_zone_of_the_business(client):
    client.force_login(OwnerFactory())
    booking = BookingFactory(
        pending=True, answer_by=hour("08:15"), cancel_until=hour("07:30"), created_at=hour("06:45")
    )
    page = client.get(reverse("admin:bookings_booking_change", args=[booking.pk])).content.decode()

    assert [clock in page for clock in ("10:00", "08:15", "07:30", "06:45")] == [True, True, True, True]
    assert "a.m." not in page


@pytest.mark.parametrize(("may", "links_shown"), [("cancel_booking", 1), ("decide_booking", 0)])
def test_the_customers_page_is_linked_for_who_may_cancel(client, may, links_shown):
    client.force_login(UserFactory(staff=True, permissions=["bookings.view_booking", f"bookings.{may}"]))
    booking = BookingFactory(confirmed=True)

    page = client.get(reverse("admin:bookings_booking_change", args=[booking.pk])).content.decode()
    assert page.count(f'href="{links.path(booking)}"') == links_shown


def test_an_email_is_kept_in_small_letters(client):
    client.force_login(OwnerFactory())
    contact = ContactFactory()
    sent = {"first_name": "Ada", "email": "Ada@Example.com", "language": "en"}

    client.post(reverse("admin:bookings_contact_change", args=[contact.pk]), sent)
    contact.refresh_from_db()
    assert contact.email == "ada@example.com"
