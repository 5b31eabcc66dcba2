"""The time went while the customer was typing or paying (journeys.md S1)."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core import signing
from django.utils import timezone

from bookings import holds, links
from bookings.lifecycle import expire_checkout
from bookings.models import Booking, Hold
from checkout.models import Payment
from services import wording
from tests.checkout.walk import COOKIE, choose, details_url, filled, paying_for, pick_of, send, words
from tests.factories import ServiceFactory, hour
from tests.factories.times import MADRID

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
    assert [label[-5:] for _, label in others(response)] == ["10:00", "09:00", "11:00", "12:00"]
    same, _ = words(response).split("Other free times near it:")
    assert same.count("The same time is free again") == same.count('name="place"') == 1
    assert client.post(others(response)[0][0], filled()).status_code == 303
    assert Booking.objects.latest("pk").starts_at == pick.start


def test_a_booking_that_ran_out_whose_time_somebody_has_is_offered_others_only(client, sandbox_online):
    service = ServiceFactory(pay_online=True)
    pick = pick_of(service)
    send(client, pick)
    expire_checkout(Booking.objects.get(), now=Booking.objects.get().checkout_expires_at)
    pick_of(service, visitor="v2")
    response = client.get(details_url(pick))
    assert [label[-5:] for _, label in others(response)] == ["09:00", "11:00", "12:00"]
    assert words(response).count("free again") == 0


def shown(response) -> tuple[list[str], int]:
    """(what the slip says of the time, how many buttons book as the page stands)."""
    page = words(response)
    times = re.search('<p class="when">(.*?)</p>', page)
    return re.findall("<span>(.*?)</span>", times[1]), page.count('class="btn go" type="submit"')


def test_a_time_that_is_gone_is_neither_on_the_slip_nor_on_a_button(client, taken):
    response = send(client, taken)
    assert shown(response) == (["Choose another time"], 0)
    assert (words(response).count("Text me a reminder"), words(response).count("Text me a reminder on")) == (1, 0)
    assert words(response).count(wording.moment(taken.start, MADRID).replace("\u00a0", " ")) == 0


def test_another_time_that_was_chosen_is_on_both(client, taken):
    url, label = others(send(client, taken))[1]
    times, buttons = shown(client.post(url, filled(place="1")))
    assert (times[0], times[1][:5], buttons) == (label[:-7], "11:00", 1)


def test_a_time_that_is_gone_before_payment_is_not_on_the_slip(client, sandbox_online):
    service = ServiceFactory(pay_online=True, pay_in_person=False)
    _, url = paying_for(client, service)
    run_out()
    pick_of(service, visitor="v2")
    assert shown(choose(client, url, "everything")) == (["Choose another time"], 0)


def test_too_many_holds_are_no_reason_to_let_go_of_the_time(client):
    pick = pick_of(ServiceFactory(), held=False)
    for _ in range(holds.MOST_HELD):
        pick_of(ServiceFactory())
    client.cookies[COOKIE] = signing.get_cookie_signer(salt=COOKIE + "bookings.visitor").sign("v1")
    response = send(client, pick)
    assert (response.status_code, shown(response)[1]) == (409, 1)
    assert shown(response)[0][1][:5] == "10:00"
    assert [label[-5:] for _, label in others(response)] == ["09:00", "11:00", "12:00"]


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
