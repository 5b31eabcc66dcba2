"""A link signs in once, by its button, for a quarter of an hour."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from bookings import sign_in
from bookings.members import KEY, sign_out_everywhere
from bookings.models import SignInLink
from tests.bookings.members.asking import ask, open_link, signed_in
from tests.factories import ContactFactory, OwnerFactory, SignInLinkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def link():
    return SignInLinkFactory(contact__email="ada@example.com")


def is_in(client):
    return client.get("/my/").status_code == 200


def test_opening_the_link_signs_nobody_in(client, link):
    response = client.get(f"/sign-in/{sign_in.token(link)}/")
    assert (response.status_code, is_in(client)) == (200, False)


def test_its_button_does(client, link):
    response = open_link(client, link)
    assert (response.status_code, response.url, is_in(client)) == (303, "/my/", True)


def test_it_works_once(client, link):
    open_link(client, link)
    other = Client()
    assert (open_link(other, link).status_code, is_in(other)) == (410, False)


def test_whoever_is_in_already_is_sent_on(client, link):
    open_link(client, link)
    assert client.get(f"/sign-in/{sign_in.token(link)}/").url == "/my/"


def test_after_a_quarter_of_an_hour_it_is_over(client, link):
    SignInLink.objects.update(created_at=timezone.now() - timedelta(minutes=16), expires_at=timezone.now())
    assert (open_link(client, link).status_code, is_in(client)) == (410, False)


def test_older_links_end_with_it(client, link):
    older = SignInLinkFactory(contact=link.contact, created_at=link.created_at - timedelta(minutes=1))
    newer = SignInLinkFactory(contact=link.contact, created_at=link.created_at + timedelta(minutes=1))
    open_link(client, link)
    assert [sign_in.is_over(sign_in.find(sign_in.token(each)), timezone.now()) for each in (older, newer)] == [
        True,
        False,
    ]


@pytest.mark.parametrize("damage", [lambda token: token[:-1], lambda token: "x" + token, lambda _: "made-up"])
def test_a_forged_link_asks_for_another(client, link, damage):
    response = client.post(f"/sign-in/{damage(sign_in.token(link))}/")
    assert (response.status_code, response.templates[0].name) == (404, "bookings/sign_in.html")


def test_the_session_gets_another_key(client, link):
    client.force_login(OwnerFactory())
    before = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    open_link(client, link)
    assert client.cookies[django_settings.SESSION_COOKIE_NAME].value != before


def test_an_owner_in_the_same_browser_stays_one(client, link):
    client.force_login(OwnerFactory())
    open_link(client, link)
    assert client.get("/admin/").status_code == 200
    client.post("/sign-out/")
    assert (client.get("/admin/").status_code, is_in(client)) == (200, False)


def test_signing_out_ends_it_here(client):
    signed_in(client)
    assert (client.post("/sign-out/").status_code, is_in(client)) == (303, False)


def test_signing_out_takes_a_post(client):
    assert client.get("/sign-out/").status_code == 405


def test_signing_out_everywhere_ends_it_everywhere(client):
    contact, elsewhere = ContactFactory(), Client()
    signed_in(client, contact)
    signed_in(elsewhere, contact)
    waiting = SignInLinkFactory(contact=contact)
    client.post("/sign-out/everywhere/")
    assert (is_in(client), is_in(elsewhere), open_link(Client(), waiting).status_code) == (False, False, 404)


def test_half_a_day_later_it_is_over(client):
    signed_in(client)
    session = client.session
    session[KEY] |= {"since": (timezone.now() - timedelta(hours=12, minutes=1)).isoformat()}
    session.save()
    assert not is_in(client)


def test_a_raised_version_is_enough(client):
    sign_out_everywhere(signed_in(client))
    assert not is_in(client)


def test_it_goes_on_to_the_page_that_was_asked_for(client, link):
    assert client.get("/my/receipts/").url == "/sign-in/?next=%2Fmy%2Freceipts%2F"
    ask(client, "ada@example.com", next="/my/receipts/")
    assert open_link(client, link).url == "/my/receipts/"


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_it_never_leaves_the_site(client, link, address):
    assert client.get("/sign-in/", {"next": address}).context["form"].initial == {"next": ""}
    ask(client, "ada@example.com", next=address)
    assert open_link(client, link).url == "/my/"


def test_pages_for_everybody_ask_nothing_and_vary_by_nothing(client):
    assert "Cookie" not in client.get("/").headers.get("Vary", "")
