"""What is left of a price, paid by the booking's own link (domain.md section 12)."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings import links
from bookings.actors import Actor
from bookings.lifecycle import cancel_booking
from bookings.models import Booking, Message
from checkout.audit import audit
from checkout.models import Payment, SandboxPayment
from checkout.operations import mark_paid
from tests.checkout.operations.steps import begun, online_service, opened
from tests.checkout.walk import words
from tests.factories import BookingFactory, OwnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
CHANGED = "What is to be paid has changed. Look at it, then go on."


@pytest.fixture
def owner():
    return Actor.owner(OwnerFactory())


@pytest.fixture
def booking(sandbox_online, commits):
    """Confirmed, 20 of 55 paid."""
    checkout, booking = opened(online_service())
    sandbox_online.choose(begun(checkout, "deposit"), "pay")
    with commits():
        sandbox_online.deliver()
    booking.refresh_from_db()
    return booking


def url(booking, name="balance"):
    return reverse(f"checkout:{name}", args=[links.token(booking)])


def rest(booking, client):
    """At the provider with what is left."""
    client.post(url(booking), {"due": "35.000"})
    return Payment.objects.latest("pk")


def test_the_bookings_page_leads_to_it(client, booking):
    page = words(client.get(links.path(booking)))
    assert page.count(f'<a class="btn" href="{url(booking)}">Pay the balance, €35.00</a>') == 1


def test_the_page_says_what_is_due_and_why(client, booking):
    page = words(client.get(url(booking)))
    assert page.count("A part is paid. You can pay the rest here, or at the visit.") == 1
    assert page.count("<dt>To pay now</dt><dd>€35.00</dd>") == 1
    assert page.count(">Pay €35.00</button>") == 1


def test_the_form_may_go_to_the_provider(client, booking):
    assert "form-action 'self' http://localhost" in client.get(url(booking))["Content-Security-Policy"]


def test_paid_it_leads_to_the_booking_which_says_so(client, booking, sandbox_online, commits):
    back = sandbox_online.choose(rest(booking, client), "pay").url
    with commits():
        assert client.get(back).url == links.path(booking)
    booking.refresh_from_db()
    assert (booking.amount_paid, booking.payment_status) == (55, "paid")
    page = words(client.get(links.path(booking)))
    assert (page.count("Pay the balance"), page.count("Confirmed, and €55.00 paid")) == (0, 1)
    assert audit(timezone.now()) == []


def test_two_tabs_are_one_attempt(client, booking):
    first, second = (client.post(url(booking), {"due": "35.000"}) for _ in range(2))
    assert (first.status_code, first.url) == (303, second.url)
    assert Payment.objects.filter(purpose="balance").count() == 1


def test_another_sum_than_was_shown_is_looked_at_first(client, booking):
    Booking.objects.update(price=Decimal(60))
    response = client.post(url(booking), {"due": "35.000"})
    assert (response.status_code, words(response).count(CHANGED)) == (409, 1)
    assert Payment.objects.filter(purpose="balance").count() == 0


@pytest.mark.parametrize("junk", ["", "x", "35", "1e9"])
def test_a_made_up_sum_charges_nothing(client, booking, junk):
    assert client.post(url(booking), {"due": junk}).status_code == 409


def test_a_declined_card_can_be_tried_again(client, booking, sandbox_online):
    back = client.get(sandbox_online.choose(rest(booking, client), "decline").url)
    assert (back.status_code, back.url) == (303, url(booking))
    page = client.get(back.url)
    assert words(page).count("The payment was declined. Nothing was charged.") == 1
    assert rest(booking, client).number == 3


def test_left_it_says_that_nothing_was_charged(client, booking, sandbox_online):
    left = sandbox_online.choose(rest(booking, client), "abandon").url
    assert words(client.get(left)).count("You left the payment; nothing was charged.") == 1


def test_the_page_that_waits_asks_again(client, booking):
    rest(booking, client)
    page = words(client.get(url(booking, "balance_done")))
    assert (page.count("Waiting for the bank</h1>"), page.count("every 300ms")) == (1, 1)
    status = client.get(url(booking, "balance_status"), {"pace": "0"}, headers={"hx-request": "true"})
    assert status.status_code == 204


def test_without_script_the_status_leads_back_to_the_page_that_waits(client, booking):
    rest(booking, client)
    assert client.get(url(booking, "balance_status")).url == url(booking, "balance_done")


def test_canceled_while_at_the_provider_all_of_it_goes_back_and_is_told(
    client, booking, owner, sandbox_online, commits
):
    payment = rest(booking, client)
    with commits():
        cancel_booking(booking, by=owner, now=timezone.now(), with_refund=True)
    back = sandbox_online.choose(payment, "pay").url
    with commits():
        assert client.get(back).url == links.path(booking)
    booking.refresh_from_db()
    assert (booking.amount_paid, booking.amount_refunded) == (55, 55)
    told = Message.objects.filter(kind="payment_received").latest("pk")
    assert told.facts["late"] is True
    assert audit(timezone.now()) == []


def test_marked_as_paid_meanwhile_the_second_one_goes_back(client, booking, owner, sandbox_online, commits):
    payment = rest(booking, client)
    with commits():
        mark_paid(booking, by=owner, now=timezone.now())
    sandbox_online.choose(payment, "pay")
    with commits():
        sandbox_online.deliver()
    booking.refresh_from_db()
    assert (booking.amount_paid, booking.amount_refunded, booking.payment_status) == (90, 35, "paid")
    assert audit(timezone.now()) == []


def test_people_who_left_meanwhile_are_not_paid_for(client, booking, sandbox_online, commits):
    payment = rest(booking, client)
    Booking.objects.update(price=Decimal(40))
    sandbox_online.choose(payment, "pay")
    with commits():
        sandbox_online.deliver()
    booking.refresh_from_db()
    assert (booking.amount_paid, booking.amount_refunded, booking.payment_status) == (55, 15, "paid")


def test_without_an_answer_nothing_is_charged(client, booking, settings):
    settings.SANDBOX_URL = "http://nobody.invalid"
    response = client.post(url(booking), {"due": "35.000"})
    said = "The payment provider does not answer. Nothing was charged; try again in a minute."
    assert (response.status_code, words(response).count(said)) == (503, 1)


def test_another_amount_at_the_provider_is_looked_at_by_a_person(client, booking, sandbox_online):
    payment = rest(booking, client)
    sandbox_online.choose(payment, "pay_notice_late")
    SandboxPayment.objects.filter(pk=payment.provider_id).update(amount=9900)
    page = words(client.get(url(booking, "balance_done")))
    assert (page.count("We are looking at your payment</h1>"), page.count("hx-get")) == (1, 0)
    assert client.get(url(booking)).url == url(booking, "balance_done")
    assert Booking.objects.get().amount_paid == 20


@pytest.mark.parametrize("status", ["pending", "canceled", "created"])
def test_what_is_not_confirmed_is_not_paid_here(client, status, settings):
    settings.PAYMENT_GATEWAY = "sandbox"
    booking = BookingFactory(**{status: True} if status != "created" else {})
    assert client.get(url(booking)).url == links.path(booking)


def test_a_wrong_link_opens_nothing(client):
    for name in ("balance", "balance_done", "balance_status"):
        assert client.get(reverse(f"checkout:{name}", args=["made-up"])).status_code == 404


def test_where_nobody_takes_cards_nothing_is_offered(client, booking, settings):
    settings.PAYMENT_GATEWAY = "offline"
    assert client.get(url(booking)).url == links.path(booking)
    assert words(client.get(links.path(booking))).count("Pay the balance") == 0
