"""A member's plans in My bookings, in the file of one's data, and when that person is erased (journeys.md C7, C11)."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.erasing import erase_contact
from bookings.lifecycle import cancel_booking
from bookings.models import Booking
from checkout.models import Checkout, Membership
from checkout.operations.returning import return_credits
from tests.bookings.members.asking import signed_in
from tests.checkout.plans.held import holds, paid, yoga
from tests.checkout.walk import words
from tests.factories import CheckoutFactory, ContactFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def service():
    return yoga(name="Yoga")


def plans(client, membership):
    signed_in(client, membership.contact)
    return client.get("/my/").context["plans"]


def plain(text):
    return text.replace("\u00a0", " ")


def test_it_says_what_is_left_until_when_and_for_what(client, service):
    membership = holds(service, name="Ten classes")
    booking = paid(service, membership, people=3)
    [row] = plans(client, membership)
    assert (row.name, plain(row.left), row.pays_for, row.live) == ("Ten classes", "7 credits left", "Yoga", True)
    assert row.until.startswith("until ")
    assert [(each.title, plain(each.credits), each.note) for each in row.taken] == [("Yoga", "3 credits", "")]
    assert words(client.get("/my/")).count("Used for 1 booking") == 1
    return_credits(cancel_booking(booking, by=Actor.visitor(), now=timezone.now()).pk, now=timezone.now())
    page = client.get("/my/")
    assert page.context["plans"][0].taken[0].note == "came back"
    assert [words(page).count(said) for said in ("Used for", "What it was used for")] == [0, 1]


def test_of_a_cycle_what_is_left_of_it(client, service):
    membership = holds(service, kind="per_cycle", cycle="week", credits=2)
    paid(service, membership, days=2)
    paid(service, membership, days=9)
    [row] = plans(client, membership)
    assert plain(row.left) == "1 credit left"
    assert row.until.startswith("for dates until ")


def test_without_number(client, service):
    [row] = plans(client, holds(service, kind="unlimited", credits=None))
    assert row.left == "As often as you like"


@pytest.mark.parametrize(("fields", "said"), [({"ended_at": -1}, "Ended on "), ({"ends_at": -1}, "Ran out on ")])
def test_what_is_over_says_so(client, service, fields, said):
    now = timezone.now()
    dates = {f"held__{name}": now + timedelta(days=days) for name, days in fields.items()}
    [row] = plans(client, holds(service, held__starts_at=now - timedelta(days=20), **dates))
    assert (row.live, row.until[: len(said)]) == (False, said)


def test_a_booking_that_was_passed_on_has_no_link(client, service):
    membership = holds(service)
    paid(service, membership)
    Booking.objects.update(email="eve@example.com")
    assert plans(client, membership)[0].taken[0].url == ""


def test_nobody_elses_is_shown(client, service):
    holds(service, contact=ContactFactory())
    signed_in(client, ContactFactory(email="ada@example.com"))
    assert client.get("/my/").context["plans"] == []


@pytest.mark.parametrize("count", [1, 4])
def test_it_takes_as_many_questions_however_many_there_are(client, service, count, django_assert_num_queries):
    membership = holds(service)
    for _more in range(count - 1):
        holds(service, contact=membership.contact)
    for day in range(count):
        paid(service, membership, days=day + 2)
    signed_in(client, membership.contact)
    with django_assert_num_queries(9):
        client.get("/my/")


def test_the_file_of_ones_data_has_them(client, service):
    membership = holds(service, name="Ten classes")
    booking = paid(service, membership)
    signed_in(client, membership.contact)
    [plan] = json.loads(client.get("/my/export/").content)["plans"]
    [pot] = plan["pots"]
    assert (plan["name"], pot["used"], pot["taken"][0]["booking"]) == ("Ten classes", 1, booking.code)


def test_erased_it_stays_as_a_record_and_its_page_ends(service):
    membership = holds(service)
    checkout = CheckoutFactory(contact=membership.contact)
    erase_contact(membership.contact, by=Actor.member(), now=timezone.now())
    assert str(Membership.objects.get().contact) == "Erased"
    assert Checkout.objects.get().token != checkout.token
