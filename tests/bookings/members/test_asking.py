"""Asking for a link tells nobody who is known here."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bookings import sign_in
from bookings.models import SignInLink
from tests.bookings.members.asking import ask, mailed, signed_in
from tests.factories import ContactFactory, SignInLinkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def ada():
    return ContactFactory(email="ada@example.com")


def test_a_known_address_gets_one_link(client, ada):
    ask(client, "Ada@Example.com")
    mailed()
    assert [letter.to for letter in mail.outbox] == [["ada@example.com"]]


def test_an_unknown_address_gets_nothing(client, ada):
    ask(client, "bob@example.com")
    assert SignInLink.objects.count() == 0


def test_an_erased_contact_gets_nothing(client):
    ContactFactory(email="ada@example.com", erased_at=timezone.now())
    ask(client, "ada@example.com")
    assert SignInLink.objects.count() == 0


def test_both_get_the_same_answer(client, ada):
    answers = [ask(client, email) for email in ("ada@example.com", "bob@example.com")]
    seen = [(answer.status_code, answer.url, answer.content, answer.headers.items()) for answer in answers]
    assert seen[0] == seen[1]


def test_both_take_the_same_steps(client, ada, django_capture_on_commit_callbacks):
    taken = []
    for email in ("ada@example.com", "bob@example.com"):
        with CaptureQueriesContext(connection) as queries, django_capture_on_commit_callbacks() as woken:
            ask(client, email)
        statements = [re.sub(r"(['\"])[^'\"]*\1", "?", query["sql"]) for query in queries]
        taken.append((statements, len(woken)))
    assert taken[0] == taken[1]


def test_a_slip_in_the_address_is_said_at_once(client):
    response = ask(client, "ada@")
    assert (response.status_code, response.context["form"].errors["email"]) == (422, ["Write it like name@gmail.com."])


def test_the_sixth_link_in_an_hour_is_not_made(client, ada):
    for _ in range(6):
        sign_in.ask("ada@example.com", timezone.now())
    assert ada.sign_in_links.count() == 5


def test_an_hour_later_there_are_links_again(ada):
    SignInLinkFactory.create_batch(5, contact=ada, created_at=timezone.now() - timedelta(minutes=61))
    sign_in.ask("ada@example.com", timezone.now())
    assert ada.sign_in_links.count() == 6


def test_one_browser_may_ask_so_often(client, settings, time_machine):
    time_machine.move_to(timezone.now(), tick=False)  # within one minute, however slow the machine is
    settings.LIMITS = {"sign_in": 1}
    client.get("/")
    statuses = [ask(client, "bob@example.com").status_code for _ in range(25)]
    assert statuses[-1] == 429


def test_whoever_is_signed_in_is_sent_on(client, ada):

    signed_in(client, ada)
    assert client.get("/sign-in/?next=/my/receipts/").url == "/my/receipts/"
