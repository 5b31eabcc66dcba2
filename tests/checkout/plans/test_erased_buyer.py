"""Who is buying a plan, or has one, and wants to be erased (journeys.md S37)."""

from uuid import uuid4

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.erasing import erase_contact
from checkout.errors import PlanBeingPaid, PlanNotWaiting
from checkout.models import Checkout, Payment
from checkout.operations import begin_payment
from checkout.operations.buying import buy_plan, in_full
from tests.bookings.members.asking import signed_in
from tests.checkout.plans.held import DETAILS, holds, yoga
from tests.checkout.walk import words
from tests.factories import PlanFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
URLS = {"return_url": "http://testserver/back/", "cancel_url": "http://testserver/left/"}


@pytest.fixture
def checkout(sandbox_online):
    return buy_plan(PlanFactory(services=[yoga()]), DETAILS, token=uuid4(), now=timezone.now())


def begin(checkout):
    return begin_payment(checkout, in_full(checkout), visitor="v", now=timezone.now(), **URLS)


def erase(checkout):
    return erase_contact(checkout.contact, by=Actor.member(), now=timezone.now())


def test_while_it_is_being_paid_erasing_waits(checkout):
    begin(checkout)
    with pytest.raises(PlanBeingPaid):
        erase(checkout)
    checkout.contact.refresh_from_db()
    assert (checkout.contact.erased_at, checkout.contact.first_name) == (None, "Ada")


def test_the_page_says_so(client, checkout):
    begin(checkout)
    signed_in(client, checkout.contact)
    response = client.post("/my/erase/", {"email": "ada@example.com"})
    assert (response.status_code, words(response).count("A plan is being paid for just now.")) == (409, 1)


def test_when_the_payment_has_failed_it_goes_on(checkout):
    begin(checkout)
    Payment.objects.update(state="failed")
    assert erase(checkout).erased_at is not None


def test_nobody_pays_for_somebody_who_was_erased(checkout):
    erase(checkout)
    with pytest.raises(PlanNotWaiting):
        begin(Checkout.objects.get())
    assert Payment.objects.count() == 0


def test_the_page_names_the_plans_that_go_with_their_credits(client):
    membership = holds(yoga(), name="Ten classes")
    holds(yoga(), contact=membership.contact, name="Old ones", held__ended_at=timezone.now())
    signed_in(client, membership.contact)
    page = words(client.get("/my/erase/"))
    assert (page.count("Your plan Ten classes with its credits"), page.count("Old ones")) == (1, 0)
