"""Paid at the provider's page, with its notice and without (journeys.md C1)."""

import pytest
from django.urls import reverse

from checkout.models import Payment
from services import wording
from tests.checkout.walk import choose, paying_for
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return ServiceFactory(pay_online=True, pay_in_person=False, deposit=20)


def begun(client, service):
    """At the provider's page, for the deposit."""
    booking, url = paying_for(client, service)
    choose(client, url, "deposit")
    return booking, Payment.objects.get()


def test_details_lead_to_the_payment_page(client, service, sandbox_online):
    booking, url = paying_for(client, service)
    assert (booking.status, client.get(url).status_code) == ("created", 200)


def test_the_chosen_way_leads_to_the_provider(client, service, sandbox_online):
    _, url = paying_for(client, service)
    response = choose(client, url, "deposit")
    payment = Payment.objects.get()
    assert (response.status_code, response.url) == (303, payment.provider_url)
    assert (payment.amount, payment.state) == (20, "processing")


def test_the_notice_confirms_the_booking(client, service, sandbox_online, django_capture_on_commit_callbacks):
    booking, payment = begun(client, service)
    sandbox_online.choose(payment, "pay")
    with django_capture_on_commit_callbacks(execute=True):
        assert sandbox_online.deliver() == 1
    booking.refresh_from_db()
    assert (booking.status, booking.payment_status, booking.amount_paid) == ("confirmed", "partially_paid", 20)


def test_coming_back_before_the_notice_asks_the_provider(
    client, service, sandbox_online, django_capture_on_commit_callbacks
):
    booking, payment = begun(client, service)
    back = sandbox_online.choose(payment, "pay_notice_late").url
    with django_capture_on_commit_callbacks(execute=True):
        client.get(back)
    booking.refresh_from_db()
    assert booking.status == "confirmed"


def test_a_declined_card_leads_back_to_the_payment_page(client, service, sandbox_online):
    booking, payment = begun(client, service)
    back = client.get(sandbox_online.choose(payment, "decline").url)
    assert (back.status_code, back.url) == (303, reverse("checkout:pay", args=[booking.checkouts.get().token]))
    page = client.get(back.url).content.decode()
    assert page.count("The payment was declined. Nothing was charged.") == 1


def test_a_left_payment_says_until_when_the_time_is_held(client, service, sandbox_online):
    booking, payment = begun(client, service)
    page = client.get(sandbox_online.choose(payment, "abandon").url).content.decode()
    clock = wording.clock(booking.hold.expires_at, booking.zone)
    assert page.count(f"You left the payment; nothing was charged. Your time is held until {clock}.") == 1
