"""The payment page: the ways, the wording, and what no page may do (look/04-pay.html)."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings import links
from checkout.models import Checkout, Payment
from checkout.operations import apply_coupon
from services.models import Service
from tests.checkout.walk import choose, paying_for, words
from tests.factories import CouponFactory, PolicyFactory, ServiceFactory

pytestmark = pytest.mark.django_db


def button(response) -> str:
    return re.search(r'class="btn go" type="submit"[^>]*>([^<]+)<', words(response))[1]


@pytest.fixture
def deposit():
    return ServiceFactory(price=55, deposit=20, pay_online=True, pay_in_person=False)


def test_the_button_names_the_amount(client, deposit, sandbox_online):
    _, url = paying_for(client, deposit)
    assert button(client.get(url)) == "Pay €20.00 deposit"
    assert button(client.get(url + "?way=everything")) == "Pay €55.00"


def test_an_approval_says_that_it_is_only_reserved(client, sandbox_online):
    service = ServiceFactory(pay_online=True, pay_in_person=False, policy=PolicyFactory(needs_approval=True))
    page = client.get(paying_for(client, service)[1])
    assert button(page) == "Reserve €40.00 and send the request"
    assert words(page).count("Only reserved now; taken when we confirm.") == 1


def test_in_person_beside_online_books_without_a_provider(client, sandbox_online):
    _, url = paying_for(client, ServiceFactory(pay_online=True))
    assert button(client.get(url + "?way=in_person")) == "Book it, pay €40.00 in person"
    response = choose(client, url, "in_person")
    assert (response.url, Payment.objects.count()) == (url.replace("/pay/", "/done/"), 0)


def test_nobody_pays_an_amount_that_was_not_shown(client, deposit, sandbox_online):
    """Without script the button still names the first way's amount when another is chosen."""
    _, url = paying_for(client, deposit)
    response = client.post(url, {"way": "everything", "seen": "deposit"})
    assert (response.status_code, button(response), Payment.objects.count()) == (422, "Pay €55.00", 0)


@pytest.mark.parametrize("way", ["", "free", "in_person", "\x00", "x" * 10_000])
def test_a_way_that_is_not_offered_is_asked_again(way, client, deposit, sandbox_online):
    _, url = paying_for(client, deposit)
    response = client.post(url, {"way": way, "seen": way})
    assert (response.status_code, words(response).count("Choose how to pay.")) == (422, 1)


def test_a_way_that_a_changed_sum_took_away_says_so(client, deposit, sandbox_online):
    _, url = paying_for(client, deposit)
    CouponFactory(code="ALL", percent=100)
    page = client.get(url)
    apply_coupon(Checkout.objects.get(), "ALL", now=timezone.now())
    response = client.post(url, {"way": "deposit", "seen": page.context["chosen"].shown})
    said = words(response)
    assert (response.status_code, said.count("The sum has changed"), "Choose how to pay" in said) == (409, 1, False)


def test_htmx_gets_the_piece_and_the_slip(client, deposit, sandbox_online):
    _, url = paying_for(client, deposit)
    piece = client.get(url + "?way=everything", headers={"hx-request": "true"})
    assert (words(piece).count("<html"), words(piece).count('hx-swap-oob="true"')) == (0, 1)
    assert "HX-Request" in piece["Vary"]


def test_only_this_page_may_send_a_form_to_the_provider(client, deposit, sandbox_online, settings):
    _, url = paying_for(client, deposit)
    allowed = re.search(r"form-action ([^;]+)", client.get(url)["Content-Security-Policy"])[1]
    assert sorted(allowed.split()) == ["'self'", settings.SANDBOX_URL]


def test_a_price_edited_meanwhile_does_not_reach_the_payment(client, deposit, sandbox_online):
    _, url = paying_for(client, deposit)
    Service.objects.update(price=99, deposit=50)
    choose(client, url, "deposit")
    assert Payment.objects.get().amount == 20


def test_an_unreachable_provider_is_said_and_nothing_is_lost(client, deposit, settings):
    settings.SANDBOX_URL = "http://127.0.0.1:9"
    booking, url = paying_for(client, deposit)
    response = choose(client, url, "deposit")
    assert response.status_code == 503
    assert words(response).count("The payment provider does not answer. Nothing was charged") == 1
    booking.refresh_from_db()
    assert booking.status == "created"


def test_an_unknown_checkout_is_not_found(client):
    assert client.get(reverse("checkout:pay", args=["5f0c9f61-0000-4000-8000-000000000000"])).status_code == 404


def test_resume_leads_to_the_payment_of_an_unfinished_booking(client, deposit, sandbox_online):
    booking, url = paying_for(client, deposit)
    assert client.get(reverse("checkout:resume", args=[links.token(booking)])).url == url
    assert client.get(reverse("checkout:resume", args=["forged"])).status_code == 404


def test_resume_leads_to_the_booking_once_it_is_through(client, sandbox_online, commits):
    booking, url = paying_for(client, ServiceFactory(pay_online=True))
    with commits():
        choose(client, url, "in_person")
    assert client.get(reverse("checkout:resume", args=[links.token(booking)])).url == links.path(booking)


def test_the_hold_can_be_kept_longer_and_the_way_stays_chosen(client, deposit, sandbox_online):
    booking, url = paying_for(client, deposit)
    before = booking.hold.expires_at
    response = client.post(url, {"way": "everything", "seen": "deposit", "extend": "1"})
    booking.hold.refresh_from_db()
    assert (response.url, booking.hold.extended) == (url + "?way=everything", True)
    assert booking.hold.expires_at > before
