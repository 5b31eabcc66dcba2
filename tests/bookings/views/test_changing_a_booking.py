"""What a customer does on the booking's own page: cancel, change details, take the calendar file."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings import links
from bookings.states import Status
from tests.factories import BookingFactory, PolicyFactory, ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def booking():
    service = ServiceFactory(policy=PolicyFactory(customer_may_cancel=True))
    return BookingFactory(service=service, confirmed=True)


def address(name, booking):
    return reverse(f"bookings:{name}", args=[links.token(booking)])


def cancel(client, booking, **data):
    return client.post(address("cancel", booking), data)


def test_cancelling_ends_the_booking_and_leads_to_its_page(client, booking):
    response = cancel(client, booking, revision=1)
    booking.refresh_from_db()
    assert (response.status_code, response["Location"]) == (303, links.path(booking))
    assert booking.status == Status.CANCELED


def test_cancelling_twice_is_cancelling_once(client, booking):
    cancel(client, booking, revision=1)
    assert cancel(client, booking, revision=1).status_code == 303
    booking.refresh_from_db()
    assert booking.revision == 2


def test_a_stale_page_shows_the_present_state_and_asks_again(client, booking):
    response = cancel(client, booking, revision=7)
    booking.refresh_from_db()
    assert (response.status_code, booking.status) == (409, Status.CONFIRMED)
    assert 'name="revision" value="1"' in response.content.decode()


@pytest.mark.parametrize("revision", ["", "-1", "one", "\x00", "9" * 5000])
def test_without_a_revision_nothing_is_canceled(client, booking, revision):
    response = cancel(client, booking, revision=revision)
    booking.refresh_from_db()
    assert (response.status_code, booking.status) == (422, Status.CONFIRMED)


def test_after_the_cutoff_the_press_is_refused_with_a_sentence(client):
    policy = PolicyFactory(customer_may_cancel=True, cancel_cutoff_minutes=1440)
    start = timezone.now().replace(second=0, microsecond=0) + timedelta(hours=2)
    late = BookingFactory(service=ServiceFactory(policy=policy), confirmed=True, starts_at=start)
    response = cancel(client, late, revision=1)
    late.refresh_from_db()
    assert (response.status_code, late.status) == (409, Status.CONFIRMED)


def details(**changes):
    return {
        "first_name": "Ada",
        "last_name": "Lovelace",
        "email": "new@example.com",
        "phone": "",
        "revision": 1,
    } | changes


def test_new_details_are_kept_and_a_new_email_gives_a_new_link(client, booking):
    old = links.path(booking)
    response = client.post(address("contact", booking), details(phone="612 34 56 78"))
    booking.refresh_from_db()
    assert (booking.last_name, booking.email, str(booking.phone)) == ("Lovelace", "new@example.com", "+34612345678")
    assert (response["Location"], client.get(old).status_code) == (links.path(booking), 404)


@pytest.mark.parametrize(
    "wrong", [{"email": "nowhere"}, {"first_name": ""}, {"phone": "\x00"}, {"email": "a" * 10_000}]
)
def test_details_that_need_another_look_answer_422_and_keep_what_was_typed(client, booking, wrong):
    response = client.post(address("contact", booking), details(**wrong))
    booking.refresh_from_db()
    assert (response.status_code, booking.revision) == (422, 1)
    assert 'value="Lovelace"' in response.content.decode()


def test_the_calendar_file_is_the_bookings_own(client, booking):
    response = client.get(address("calendar_file", booking))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"METHOD:PUBLISH" in response.content


def test_an_ended_booking_takes_its_entry_out_of_the_calendar(client):
    booking = BookingFactory(canceled=True)
    assert b"METHOD:CANCEL" in client.get(address("calendar_file", booking)).content


def ask(client, booking, **query):
    return client.get(address("manage_status", booking), query, headers={"HX-Request": "true"})


def test_while_there_is_no_answer_the_piece_asks_again_more_slowly(client):
    booking = BookingFactory(checkout_completed_at=timezone.now())
    assert 'hx-trigger="load delay:700ms"' in ask(client, booking, step=1).content.decode()


def test_after_a_minute_it_stops_asking_and_says_that_an_email_comes(client):
    booking = BookingFactory(checkout_completed_at=timezone.now())
    page = ask(client, booking, step=40).content.decode()
    assert ("hx-get" in page, "the answer comes by email" in page) == (False, True)


def test_with_the_answer_the_browser_goes_to_the_page(client, booking):
    assert ask(client, booking)["HX-Redirect"] == f"{links.path(booking)}?new=1"


def test_without_script_the_status_leads_to_the_page(client, booking):
    assert client.get(address("manage_status", booking)).status_code == 303
