"""Signing in as members do."""

from django.utils import timezone

from bookings import sign_in
from bookings.models import SignInLink
from tests.factories import ContactFactory, SignInLinkFactory


def ask(client, email, **more):
    return client.post("/sign-in/", {"email": email} | more)


def open_link(client, link):
    return client.post(f"/sign-in/{sign_in.token(link)}/")


def signed_in(client, contact=None):
    """The contact, signed in by a link of its own."""
    contact = contact or ContactFactory()
    assert open_link(client, SignInLinkFactory(contact=contact)).status_code == 303
    return contact


def mailed(link_id=None):
    """Does what the worker does with the newest link, or with this one."""
    sign_in.deliver(link_id or SignInLink.objects.latest("pk").pk, timezone.now())
