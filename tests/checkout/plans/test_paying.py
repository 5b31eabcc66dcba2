"""Paying for a booking with one's plan (journeys.md C7, S29)."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from bookings.models import Booking
from checkout.models import CreditPot
from tests.bookings.members.asking import signed_in
from tests.checkout.plans.held import ADA, booked, holds, opened, used, yoga
from tests.checkout.walk import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


def at(*bookings):
    return f"/checkout/pay/{opened(*bookings).token}/"


def ways(page):
    return re.findall(r'type="radio" name="way" value="(\w+)"', page.content.decode())


def choose(client, url, *, after=lambda: None):
    """Sends what the page of the plan shows; `after`: what happens in between."""
    seen = re.search(r'name="seen" value="([^"]+)"', client.get(f"{url}?way=plan").content.decode())[1]
    after()
    return client.post(url, {"way": "plan", "seen": seen})


@pytest.fixture
def service():
    return yoga(name="Yoga")


@pytest.fixture
def plan(service, client):
    """Ada has it, and is signed in."""
    membership = holds(service, name="Ten classes")
    signed_in(client, membership.contact)
    return membership


def test_a_members_plan_is_the_first_way(client, service, plan):
    plan.pots.update(used=3)
    page = client.get(at(booked(service)))
    assert ways(page) == ["plan", "in_person"]
    assert words(page).count("Ten classes: 1 of 7 credits.") == 1
    assert words(page).count("Book it with 1 credit") == 1


def test_chosen_it_is_booked_at_once(client, service, plan):
    booking = booked(service, people=2)
    url = at(booking)
    done = choose(client, url)
    booking.refresh_from_db()
    assert (done.url, booking.status, booking.credits, used(plan)) == (url.replace("pay", "done"), "confirmed", 2, 2)
    assert client.get(done.url).status_code == 303


def test_a_request_says_that_it_is_set_aside(client):
    service = yoga(policy={"needs_approval": True})
    signed_in(client, holds(service).contact)
    page = words(client.get(at(booked(service))))
    assert page.count("Set aside now; it comes back if we say no.") == 1
    assert page.count("Send the request with 1 credit") == 1


def test_credits_that_ran_out_meanwhile_are_said_and_the_other_ways_stay(client, service, plan):
    booking = booked(service)
    url = at(booking)
    response = choose(client, url, after=lambda: CreditPot.objects.update(used=10))
    booking.refresh_from_db()
    assert (response.status_code, booking.status, ways(response)) == (409, "created", ["in_person"])
    assert words(response).count("Your Ten classes has no credits left for this.") == 1


def test_too_few_are_said_before(client, service, plan):
    plan.pots.update(used=9)
    page = words(client.get(at(booked(service, people=2))))
    assert page.count("Your Ten classes has 1 credit left, and this takes 2 credits.") == 1


def test_who_is_not_signed_in_is_asked(client, service, sandbox_online):
    url = at(booked(service))
    page = client.get(url)
    assert (ways(page), words(page).count("Sign in and pay with it")) == (["in_person"], 1)
    assert f'href="/sign-in/?next={url.replace("/", "%2F")}"' in page.content.decode()


def test_a_plan_that_is_the_only_way_says_so(client, sandbox_online):
    service = yoga(pay_in_person=False)
    url = at(booked(service))
    page = words(client.get(url))
    assert (page.count("You need a plan for this."), page.count("See the plans")) == (1, 1)
    assert (choose(client, url).status_code, Booking.objects.get().status) == (409, "created")


def test_nobody_pays_with_anothers_plan(service, plan):
    stranger = Client()
    assert ways(stranger.get(at(booked(service)))) == ["in_person"]


def test_only_bookings_with_the_members_own_address(client, service, plan):
    booking = booked(service)
    Booking.objects.update(email="other@example.com")
    page = client.get(at(booking))
    assert ways(page) == ["in_person"]
    assert words(page).count("Plans pay only for bookings with the address you are signed in with.") == 1


@pytest.mark.parametrize("signed", [False, True])
def test_the_page_asks_as_much_as_before(client, service, signed, django_assert_max_num_queries, sandbox_online):
    """Of a visitor who is not signed in nothing more is asked because of plans."""
    membership = holds(service)
    if signed:
        signed_in(client, membership.contact)
    url = at(booked(service))
    with django_assert_max_num_queries(12 if signed else 8):
        client.get(url)


def test_ada_is_who_holds_it(plan):
    assert (plan.contact.email, plan.ends_at > timezone.now()) == (ADA, True)
