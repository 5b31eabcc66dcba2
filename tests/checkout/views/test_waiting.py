"""The page that waits for the bank and the worker."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from bookings import links
from checkout.models import Payment
from tests.checkout.walk import choose, paying_for
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}


@pytest.fixture
def at_the_bank(client, sandbox_online):
    cache.clear()
    booking, url = paying_for(client, ServiceFactory(pay_online=True, pay_in_person=False))
    choose(client, url, "everything")
    return booking


def status(client, booking, **query):
    url = reverse("checkout:done_status", args=[booking.checkouts.get().token])
    return client.get(url, query, headers=HTMX)


def since(seconds: int) -> int:
    return int((timezone.now() - timedelta(seconds=seconds)).timestamp())


def test_the_page_shows_that_something_is_happening(client, at_the_bank):
    page = client.get(reverse("checkout:done", args=[at_the_bank.checkouts.get().token])).content.decode()
    assert page.count("Waiting for the bank</h1>") == 1
    assert page.count("every 300ms") == 1
    assert page.count('<noscript><meta http-equiv="refresh"') == 1


def test_nothing_new_is_no_content(client, at_the_bank):
    assert status(client, at_the_bank, since=since(0), pace=0).status_code == 204


@pytest.mark.parametrize(("seconds", "every"), [(5, "every 1000ms"), (30, "every 5000ms")])
def test_it_asks_less_often_as_time_goes_by(seconds, every, client, at_the_bank):
    assert status(client, at_the_bank, since=since(seconds), pace=0).content.decode().count(every) == 1


def test_after_twenty_seconds_it_says_that_an_email_comes(client, at_the_bank):
    piece = status(client, at_the_bank, since=since(25), pace=1).content.decode()
    assert piece.count("Your bank is still thinking.") == 1
    assert piece.count(links.path(at_the_bank)) == 1


def test_after_minutes_it_stops_asking(client, at_the_bank):
    assert status(client, at_the_bank, since=since(400), pace=2).content.decode().count("hx-get") == 0


@pytest.mark.parametrize("junk", ["-1", "x", "9" * 30, "٣", ""])
def test_a_made_up_beginning_is_now(junk, client, at_the_bank):
    assert status(client, at_the_bank, since=junk, pace=0).status_code == 204


def test_the_confirmed_booking_is_where_it_ends(client, at_the_bank, sandbox_online, commits):
    sandbox_online.choose(Payment.objects.get(), "pay")
    with commits():
        sandbox_online.deliver()
    assert status(client, at_the_bank)["HX-Redirect"] == links.path(at_the_bank)


def test_without_script_the_status_is_a_redirect(client, at_the_bank):
    url = reverse("checkout:done_status", args=[at_the_bank.checkouts.get().token])
    assert client.get(url).url == reverse("checkout:done", args=[at_the_bank.checkouts.get().token])


def test_a_failed_payment_goes_back_to_pay(client, at_the_bank, sandbox_online):
    sandbox_online.choose(Payment.objects.get(), "decline")
    assert status(client, at_the_bank)["HX-Redirect"] == reverse(
        "checkout:pay", args=[at_the_bank.checkouts.get().token]
    )


def test_the_provider_is_asked_at_most_every_few_seconds(client, at_the_bank, sandbox_online):
    before = len(sandbox_online.calls.calls)
    for _ in range(5):
        status(client, at_the_bank, since=since(0), pace=0)
    assert len(sandbox_online.calls.calls) - before == 1


def test_coming_back_proves_nothing(client, at_the_bank):
    client.get(reverse("checkout:done", args=[at_the_bank.checkouts.get().token]) + "?paid=1&status=captured")
    assert Payment.objects.get().state == "processing"
