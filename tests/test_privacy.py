"""Every page about a person is kept by nobody on the way, found by no search engine, and tells no other site where it
was. A new address is in one of the two lists below, or this fails."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.timezone import now

from bookings import feeds, links, sign_in
from bookings.lifecycle import Details
from checkout.operations.buying import buy_plan
from tests.bookings.members.asking import signed_in
from tests.checkout.walk import pick_of
from tests.factories import (
    BookingFactory,
    CalendarFeedFactory,
    CheckoutFactory,
    CheckoutLineFactory,
    ContactFactory,
    OrderLineFactory,
    PlanFactory,
    ServiceFactory,
    SessionFactory,
    SignInLinkFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]

# The same for everybody, or spoken to by machines.
PUBLIC = {
    *("bookings:board", "bookings:service", "bookings:hold", "bookings:site_css", "bookings:theme_css", "plans:plans"),
    *("bookings:twilio_status", "bookings:twilio_inbound", "checkout:webhook"),
}
# The owner's pages are Django's own; the provider's page is another site's; a mail provider's notices.
OTHERS = ("admin", "sandbox", "anymail")
# Asked for anew each time, and answered from what the reader has where nothing has changed.
ASKED_AGAIN = {"bookings:calendar_feed": "private, no-cache"}


def names(resolver=None, space=""):
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver) and each.namespace not in OTHERS:
            yield from names(each, f"{each.namespace}:" if each.namespace else space)
        elif isinstance(each, URLPattern):
            yield f"{space}{each.name}"


@pytest.fixture
def arguments():
    """name -> the arguments of its address, for one person's things."""
    contact = ContactFactory(email="ada@example.com")
    booking = BookingFactory(contact=contact, confirmed=True)
    checkout = CheckoutFactory()
    CheckoutLineFactory(checkout=checkout, booking=booking)
    own = ("manage", "manage_status", "cancel", "contact", "reschedule", "participants", "calendar_file")
    named = {f"bookings:{name}": [links.token(booking)] for name in own}
    named |= {f"checkout:{name}": [links.token(booking)] for name in ("resume", "receipt", "take", "pass_on", "leave")}
    balance = ("balance", "balance_done", "balance_status")
    named |= {f"checkout:{name}": [links.token(booking)] for name in balance}
    named |= {f"checkout:{name}": [checkout.token] for name in ("pay", "coupon", "done", "done_status", "several")}
    details = Details(first_name="Ada", email=contact.email)
    buying = buy_plan(PlanFactory(slug="ten"), details, token=uuid4(), now=now())
    named |= {f"plans:{name}": [buying.token] for name in ("pay", "done", "done_status")} | {"plans:plan": ["ten"]}
    pick = pick_of(ServiceFactory()).sign()
    named |= {f"checkout:{name}": [pick] for name in ("details", "extend", "release")}
    return named | {
        "checkout:join": [SessionFactory(service=ServiceFactory(of_class=True)).pk],
        "bookings:sign_in_link": [sign_in.token(SignInLinkFactory(contact=contact))],
        "bookings:calendar_feed": [feeds.token(CalendarFeedFactory(of_contact=True, contact=contact))],
        "mine:receipt": [OrderLineFactory(booking=booking).order.number],
        "mine:confirm": ["made-up"],
        "contact": contact,
    }


def answers(client, address):
    """By GET; by POST where that is all it takes."""
    response = client.get(address)
    return [response] if response.status_code != 405 else [client.post(address)]


def headers(response):
    return (
        "no-store" in response.headers.get("Cache-Control", "").split(", "),
        response.headers.get("X-Robots-Tag", "").startswith("noindex"),
        response.headers.get("Referrer-Policy"),
    )


def test_every_page_about_a_person_is_sealed(arguments):
    contact, wrong = arguments.pop("contact"), {}
    member = Client()
    signed_in(member, contact)
    for name in sorted(set(names()) - PUBLIC - set(ASKED_AGAIN)):
        address = reverse(name, args=arguments.get(name, []))
        for client in (Client(), member):
            for response in answers(client, address):
                if headers(response) != (True, True, "same-origin"):
                    wrong[name] = (response.status_code, headers(response))
    assert wrong == {}


def test_a_calendar_is_kept_by_its_reader_alone(arguments):
    for name, said in ASKED_AGAIN.items():
        response = Client().get(reverse(name, args=arguments[name]))
        assert (response.headers["Cache-Control"], headers(response)[1:]) == (said, (True, "same-origin"))


def test_what_was_posted_is_sealed_too(arguments):
    contact, wrong = arguments.pop("contact"), {}
    member = Client()
    signed_in(member, contact)
    for name in sorted(set(names()) - PUBLIC - set(ASKED_AGAIN)):
        response = member.post(reverse(name, args=arguments.get(name, [])))
        if response.status_code not in (404, 405) and headers(response) != (True, True, "same-origin"):
            wrong[name] = (response.status_code, headers(response))
    assert wrong == {}


def test_the_list_of_public_pages_names_none_that_is_gone():
    assert set(names()) >= PUBLIC | set(ASKED_AGAIN)
