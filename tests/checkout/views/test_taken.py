"""The time went while the customer was typing or paying (journeys.md S1; parts.md U7, U8)."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from bookings import links
from bookings.lifecycle import expire_checkout
from bookings.models import Booking, Hold
from checkout.models import Payment
from tests.checkout.walk import choose, details_url, filled, paying_for, pick_of, send
from tests.factories import ServiceFactory, hour

pytestmark = pytest.mark.django_db


def others(response) -> list[tuple[str, str]]:
    found = re.findall(r'formaction="([^"]+)" name="place"[^>]*>([^<]+)<', response.content.decode())
    return [(unescape(url), label.replace("\u00a0", " ")) for url, label in found]


@pytest.fixture
def taken(client):
    """A pick whose hold ran out, and somebody else holds the time."""
    service = ServiceFactory()
    pick = pick_of(service)
    Hold.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    pick_of(service, visitor="v2")
    return pick


def run_out():
    Hold.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def test_a_hold_that_ran_out_is_placed_anew(client):
    pick = pick_of(ServiceFactory())
    run_out()
    assert send(client, pick).status_code == 303
    assert Booking.objects.get().starts_at == pick.start


def test_taken_meanwhile_the_page_offers_the_three_nearest(client, taken):
    response = send(client, taken, name="Hannah Whitlock")
    assert (response.status_code, Booking.objects.count()) == (409, 0)
    assert [label[-5:] for _, label in others(response)] == ["09:00", "11:00", "12:00"]
    assert response.content.decode().count('value="Hannah Whitlock"') == 1


def test_another_time_is_held_and_the_answers_come_along(client, taken):
    url, _ = others(send(client, taken))[1]
    response = client.post(url, filled(name="Hannah Whitlock", place="1"))
    assert (response.status_code, response.content.decode().count('value="Hannah Whitlock"')) == (200, 1)
    assert client.post(url, filled(name="Hannah Whitlock")).status_code == 303
    assert Booking.objects.get().starts_at == hour("11:00")


def test_a_time_taken_before_payment_offers_others_with_the_answers(client, sandbox_online):
    service = ServiceFactory(pay_online=True, pay_in_person=False)
    _, url = paying_for(client, service)
    run_out()
    pick_of(service, visitor="v2")
    response = choose(client, url, "everything")
    assert (response.status_code, Payment.objects.count(), len(others(response))) == (409, 0, 3)
    assert response.content.decode().count('name="name" value="Ada Lovelace"') == 1


def test_a_booking_that_ran_out_can_be_taken_up_again(client, sandbox_online):
    pick = pick_of(ServiceFactory(pay_online=True))
    send(client, pick)
    booking = Booking.objects.get()
    expire_checkout(booking, now=booking.checkout_expires_at)
    response = client.get(details_url(pick))
    assert [label[-5:] for _, label in others(response)] == ["09:00", "10:00", "11:00"]


def test_the_payment_page_of_a_booking_that_ran_out_leads_to_it(client, sandbox_online):
    booking, url = paying_for(client, ServiceFactory(pay_online=True))
    expire_checkout(booking, now=booking.checkout_expires_at)
    done = client.post(url, {"way": "everything", "seen": "everything"})
    assert client.get(done.url).url == links.path(Booking.objects.get())


def test_keep_it_longer_once_and_nothing_typed_is_lost(client):
    pick = pick_of(ServiceFactory())
    Hold.objects.update(expires_at=timezone.now() + timedelta(minutes=2))
    first = client.post(details_url(pick), {"name": "Hannah Whitlock", "extend": "1"})
    until = Hold.objects.get().expires_at
    assert until > timezone.now() + timedelta(minutes=9)
    assert (first.status_code, first.content.decode().count('value="Hannah Whitlock"')) == (200, 1)
    client.post(details_url(pick) + "extend/", {})
    assert Hold.objects.get().expires_at == until


def test_leaving_frees_the_time_and_leads_back_to_its_day(client):
    pick = pick_of(ServiceFactory())
    response = client.post(details_url(pick) + "release/")
    assert (response.status_code, Hold.objects.count()) == (303, 0)
    assert response.url.endswith(f"?day={hour('10:00').date().isoformat()}")
