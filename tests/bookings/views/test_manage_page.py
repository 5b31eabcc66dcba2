"""One booking's page, by its link: every state it can be in."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings import links
from bookings.models import EventKind, MessageKind, MessageState
from tests.factories import (
    BookingEventFactory,
    BookingFactory,
    LocationFactory,
    MessageFactory,
    PolicyFactory,
    ServiceFactory,
    hour,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def massage():
    policy = PolicyFactory(customer_may_cancel=True, cancel_cutoff_minutes=1440, late_cancel="keep_deposit")
    return ServiceFactory(slug="massage", name="Massage", policy=policy, deposit=Decimal(20), pay_online=True)


def open_page(client, booking, query=""):
    return client.get(links.path(booking) + query)


def two_hours_ago():
    return timezone.now() - timedelta(hours=2)


def heading(response):
    return response.context["head"].word


def test_a_booking_that_was_just_confirmed_is_a_ticket(client, massage):
    booking = BookingFactory(service=massage, confirmed=True, amount_paid=20)
    response = open_page(client, booking)
    assert response.context["ticket"]["state"] == "Confirmed, and €20.00 paid"
    assert response.context["ticket"]["lines"][1] == "10:00"


def test_an_hour_later_it_is_titled_with_the_moment(client, massage):
    booking = BookingFactory(
        service=massage, confirmed=True, checkout_completed_at=timezone.now() - timedelta(hours=2)
    )
    response = open_page(client, booking)
    assert (response.context["face"], heading(response)) == ("confirmed", "Confirmed")
    assert f"<h1>{response.context['moment']}</h1>" in response.content.decode()


def test_new_in_the_address_shows_the_ticket_again(client, massage):
    booking = BookingFactory(
        service=massage, confirmed=True, checkout_completed_at=timezone.now() - timedelta(hours=2)
    )
    assert open_page(client, booking, "?new=1").context["face"] == "ticket"


def test_a_request_names_the_moment_of_the_answer(client, massage):
    booking = BookingFactory(service=massage, pending=True, answer_by=hour("09:00"))
    head = open_page(client, booking).context["head"]
    assert head.word == "Request sent"
    assert head.sentence.endswith("09:00.")


def test_a_double_booked_booking_is_shown_as_confirmed(client, massage):
    booking = BookingFactory(service=massage, confirmed=True, double_booked=True)
    page = open_page(client, booking).content.decode()
    assert "double" not in page.lower()


def test_while_the_answer_is_worked_out_the_page_asks_again_by_itself(client, massage):
    booking = BookingFactory(service=massage, checkout_completed_at=timezone.now())
    page = open_page(client, booking).content.decode()
    assert 'hx-trigger="load delay:300ms"' in page
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page


def test_an_unfinished_booking_leads_back_to_its_payment(client, massage):
    booking = BookingFactory(service=massage)
    page = open_page(client, booking).content.decode()
    assert reverse("checkout:resume", args=[links.token(booking)]) in page


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("SLOT_NOT_AVAILABLE", "Somebody else had this time a moment earlier. Nothing is booked."),
        ("REQUEST_EXPIRED", "Estudio Argumosa did not answer in time. Nothing is booked."),
        ("", "Estudio Argumosa could not take this booking."),
    ],
)
def test_a_declined_booking_says_why_and_offers_three_other_times(client, massage, reason, sentence):
    booking = BookingFactory(service=massage, declined=True)
    BookingEventFactory(booking=booking, kind=EventKind.DECLINED, revision=2, reason=reason)
    context = open_page(client, booking).context
    assert context["head"].sentence == sentence
    assert len(context["others"]) == 3


def test_the_owners_words_are_shown(client, massage):
    words = {"notify": True, "message": "We are closed for a wedding."}
    booking = BookingFactory(service=massage, declined=True, participant_notification=words)
    assert open_page(client, booking).context["head"].words == "We are closed for a wedding."


def test_a_canceled_booking_says_what_happens_to_its_money(client, massage):
    money = {"selected_payment_option": "online", "amount_paid": 40, "amount_retained": 20}
    booking = BookingFactory(service=massage, canceled=True, **money)
    receipt = open_page(client, booking).context["receipt"]
    assert receipt.rows == [("Price", "€40.00"), ("Paid", "€40.00"), ("Kept", "€20.00")]
    assert receipt.sum == ("On its way back to you", "€20.00")


def test_what_cancelling_gives_back_stands_on_its_button(client, massage):
    booking = BookingFactory(service=massage, confirmed=True, amount_paid=20, selected_payment_option="online")
    offer = open_page(client, booking).context["cancel"]
    assert offer.button == "Cancel and refund €20.00"
    assert offer.sum == ("Back to you", "€20.00")


def test_after_the_cutoff_it_says_since_when_and_offers_the_phone(client):
    policy = PolicyFactory(customer_may_cancel=True, cancel_cutoff_minutes=1440, late_cancel="refused")
    service = ServiceFactory(policy=policy)
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=3)
    response = open_page(client, BookingFactory(service=service, confirmed=True, starts_at=start))
    assert response.context["cancel"].sentence.startswith("Until ")
    assert "Call +34 910 12 34 56" in response.content.decode()


def test_the_customers_own_zone_stands_beside_the_places(client, massage):
    booking = BookingFactory(service=massage, confirmed=True, contact_time_zone="Europe/London")
    assert open_page(client, booking).context["lead"].endswith("; in London it is 09:00.")


def test_the_visit_says_where_what_to_bring_and_what_is_to_pay(client, massage):
    massage.bring = "Bring a towel."
    massage.save()
    location = LocationFactory(directions="Second door")
    booking = BookingFactory(service=massage, confirmed=True, location=location, amount_paid=20)
    assert open_page(client, booking).context["next"][-1].text == "Second door. Bring a towel. €20.00 to pay."


def test_messages_are_shown_with_their_reasons_and_the_owners_own_are_not(client, massage):
    booking = BookingFactory(service=massage, confirmed=True)
    MessageFactory(booking=booking, kind=MessageKind.NEW_REQUEST, recipient="owner@example.com")
    MessageFactory(
        booking=booking,
        kind=MessageKind.REMINDER,
        for_start=booking.starts_at,
        recipient="ada@example.com",
        state=MessageState.SKIPPED,
        reason="Booked less than 24 hours before the start.",
    )
    [entry] = open_page(client, booking).context["messages_sent"]
    assert entry.text == "Email to ada@example.com, not sent: Booked less than 24 hours before the start."


@pytest.mark.parametrize("damage", [lambda t: t[:-1], lambda t: t + "x", lambda t: "x" + t, lambda t: t.upper()])
def test_a_damaged_link_is_no_page(client, massage, damage):
    token = links.token(BookingFactory(service=massage))
    assert client.get(reverse("bookings:manage", args=[damage(token)])).status_code == 404


def test_an_older_link_is_no_page(client, massage):
    booking = BookingFactory(service=massage)
    old = links.path(booking)
    booking.link_version = 2
    booking.save()
    assert client.get(old).status_code == 404


def test_the_page_is_kept_by_nobody_and_indexed_by_nobody(client, massage):
    response = open_page(client, BookingFactory(service=massage, confirmed=True))
    sealed = [response[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")]
    assert sealed == ["no-store", "noindex, nofollow", "same-origin"]


def test_opening_the_page_changes_nothing(client, massage):
    booking = BookingFactory(service=massage, confirmed=True)
    for path in (links.path(booking), reverse("bookings:cancel", args=[links.token(booking)])):
        client.get(path)
        client.head(path)
        client.options(path)
        client.put(path)
    before = booking.revision, booking.status
    booking.refresh_from_db()
    assert (booking.revision, booking.status) == before
