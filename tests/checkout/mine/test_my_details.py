"""How a member is called and reached; another address counts when its own link was used."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from bookings import feeds, links
from bookings.member_details import deliver_address_link
from bookings.models import Contact, Message
from tests.bookings.members.asking import signed_in
from tests.factories import BookingFactory, ContactFactory, MessageFactory, SignInLinkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def ada(client):
    return signed_in(client, ContactFactory(email="ada@example.com"))


@pytest.fixture
def ask(client, monkeypatch):
    """ask("new@example.com") gives the address that was mailed there."""

    def ask(email):
        sent = []
        monkeypatch.setattr("bookings.member_details.nudge_by_name", lambda _task, key: sent.append(key))
        response = client.post("/my/email/", {"email": email})
        for key in sent:
            deliver_address_link(key)
        found = re.search(r"/my/email/\S+", mail.outbox[-1].body) if sent else None
        return response, found and found[0]

    return ask


def save(client, **details):
    return client.post("/my/details/", {"first_name": "Ada", "last_name": "King"} | details)


def test_what_is_saved_is_for_bookings_to_come(client, ada):
    booking = BookingFactory(contact=ada, confirmed=True)
    assert save(client, phone="612 34 56 78", time_zone="Asia/Tokyo").status_code == 303
    ada.refresh_from_db()
    booking.refresh_from_db()
    assert (ada.last_name, str(ada.phone), ada.time_zone.key) == ("King", "+34612345678", "Asia/Tokyo")
    assert (booking.last_name, str(booking.phone)) == ("Example", "+12025550123")


@pytest.mark.parametrize("zone", ["UTC", "CET", "Etc/GMT+5", "Asia/Tokyo"])
def test_whatever_zone_it_has_stays_when_something_else_is_saved(client, ada, zone):
    Contact.objects.update(time_zone=zone)
    shown = client.get("/my/details/").context["form"]
    choices = [choice for choice, _words in shown.fields["time_zone"].choices]
    assert (choices.count(zone), save(client, time_zone=shown["time_zone"].value()).status_code) == (1, 303)
    ada.refresh_from_db()
    assert (ada.last_name, ada.time_zone.key) == ("King", zone)


@pytest.mark.parametrize(("zone", "status"), [("UTC", 303), ("CET", 422)])
def test_utc_can_be_chosen_by_all_and_an_odd_zone_by_who_has_it(client, ada, zone, status):
    assert save(client, time_zone=zone).status_code == status


@pytest.mark.parametrize(
    "wrong", [{"phone": "12"}, {"time_zone": "Mars/Base"}, {"first_name": ""}, {"last_name": "\0"}]
)
def test_what_is_wrong_is_said_and_nothing_saved(client, ada, wrong):
    assert save(client, **wrong).status_code == 422
    ada.refresh_from_db()
    assert ada.last_name == "Example"


def test_the_link_goes_to_the_new_address_and_nothing_changes_before(client, ada, ask):
    _response, address = ask("New@example.com")
    assert client.get(address).status_code == 200
    assert (mail.outbox[-1].to, Contact.objects.get().email) == (["new@example.com"], "ada@example.com")


def test_its_button_makes_it_count_and_signs_out_everywhere(client, ada, ask):
    waiting = SignInLinkFactory(contact=ada)
    _response, address = ask("new@example.com")
    Client().post(address)
    assert Contact.objects.get().email == "new@example.com"
    assert (client.get("/my/").status_code, ada.sign_in_links.filter(pk=waiting.pk).exists()) == (303, False)


def test_the_bookings_come_along_with_new_links(client, ada, ask):
    coming = BookingFactory(contact=ada, confirmed=True)
    ended = BookingFactory(contact=ada, canceled=True)
    others = BookingFactory(contact=ada, confirmed=True, email="bob@example.com")
    old = [links.token(each) for each in (coming, ended)]
    message = MessageFactory(booking=coming, state="planned")
    client.post(ask("new@example.com")[1])
    for booking in (coming, ended, others):
        booking.refresh_from_db()
    assert [each.email for each in (coming, ended, others)] == ["new@example.com"] * 2 + ["bob@example.com"]
    assert [links.find(token) for token in old] == [None, None]
    assert Message.objects.get(pk=message.pk).recipient == "new@example.com"


def test_it_works_once(client, ada, ask):
    _response, address = ask("new@example.com")
    assert [client.post(address).status_code for _ in range(2)] == [303, 410]
    assert client.get(address).status_code == 410


def test_after_a_quarter_of_an_hour_it_is_over(client, ada, ask):
    _response, address = ask("new@example.com")
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert client.post(address).status_code == 410


def test_a_forged_link_changes_nothing(client, ada):
    assert client.post("/my/email/made-up/").status_code == 410


def test_somebody_elses_address_is_refused_only_to_who_opens_its_mail(client, ada, ask):
    ContactFactory(email="bob@example.com")
    asked, address = ask("bob@example.com")
    assert (asked.status_code, asked.url) == (303, "/my/details/")
    response = client.post(address)
    assert (response.status_code, Contact.objects.filter(email="ada@example.com").count()) == (409, 1)
    assert "This address has bookings of its own already." in response.content.decode()


def test_ones_own_address_needs_no_link(client, ada, ask):
    response, _address = ask("ADA@example.com")
    assert response.context["address_form"].errors["email"] == ["This is your address already."]


def test_the_sixth_link_in_an_hour_is_refused(client, ada, ask, settings):
    settings.LIMITS = {"address": 0}
    assert [ask("new@example.com")[0].status_code for _ in range(6)] == [303] * 5 + [422]


def test_mailed_twice_it_leaves_once(client, ada, monkeypatch):
    sent = []
    monkeypatch.setattr("bookings.member_details.nudge_by_name", lambda _task, key: sent.append(key))
    client.post("/my/email/", {"email": "new@example.com"})
    for _ in range(2):
        deliver_address_link(sent[0])
    assert (len(mail.outbox), cache.get(sent[0])) == (1, None)


def test_a_calendar_address_is_made_once_and_can_be_made_anew(client, ada):
    seen = []
    for sent in ({}, {}, {"seen": "1"}, {"seen": "1"}):
        client.post("/my/calendar/", sent)
        seen.append(client.get("/my/details/").context["feed_url"])
    assert (seen[0], seen[2]) == (seen[1], seen[3])
    assert [Client().get(address).status_code for address in (seen[0], seen[2])] == [404, 200]


def test_looking_makes_no_address(client, ada):
    assert client.get("/my/calendar/").status_code == 303
    assert client.get("/my/details/").context["feed_url"] == ""


def test_a_calendar_of_the_old_address_ends(client, ada, ask):
    old = feeds.token(feeds.open_feed(contact=ada, now=timezone.now()))
    assert feeds.find(old) is not None
    client.post(ask("new@example.com")[1])
    assert feeds.find(old) is None
