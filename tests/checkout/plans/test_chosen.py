"""A plan is bought as it was when it was chosen, and not long after that (journeys.md S7)."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from checkout.errors import PlanNotWaiting
from checkout.models import Checkout, Membership, OrderLine, Payment
from checkout.operations import begin_payment
from checkout.operations.buying import buy_plan, in_full
from tests.checkout.plans.held import DETAILS, yoga
from tests.checkout.walk import filled, words
from tests.factories import PlanFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
URLS = {"return_url": "http://testserver/back/", "cancel_url": "http://testserver/left/"}


@pytest.fixture
def plan():
    return PlanFactory(name="Ten classes", slug="ten", price=120, tax_rate=10, services=[yoga(name="Yoga")])


@pytest.fixture
def url(client, plan, sandbox_online):
    """Of the page to pay at."""
    return client.post("/plans/ten/", filled(token=str(uuid4()))).url


def edited(plan):
    plan.name, plan.credits, plan.price, plan.tax_rate, plan.valid_days = "Three classes", 3, 40, 20, 5
    plan.save()
    plan.services.set([yoga(name="Pilates")])


def waited(minutes):
    Checkout.objects.update(created_at=timezone.now() - timedelta(minutes=minutes))


def test_what_is_edited_meanwhile_changes_nothing(client, plan, url, sandbox_online):
    client.post(url)
    edited(plan)
    client.get(sandbox_online.choose(Payment.objects.get(), "pay").url)
    held, line = Membership.objects.get(), OrderLine.objects.get()
    assert (held.name, held.credits, held.pots.get().credits, held.price) == ("Ten classes", 10, 10, 120)
    assert (line.title, line.amount, line.tax_rate) == ("Ten classes", 120, Decimal(10))
    assert [service.name for service in held.services.all()] == ["Yoga"]
    assert held.ends_at - held.starts_at > timedelta(days=89)


def test_the_page_to_pay_at_shows_what_was_chosen(client, plan, url):
    edited(plan)
    page = words(client.get(url))
    assert [page.count(said) for said in ("Three classes", "Ten classes", "10 credits", "90 days")] == [0, 2, 1, 1]


@pytest.mark.parametrize("method", ["get", "post"])
def test_left_for_too_long_it_leads_back_to_the_plan(client, url, business, method):
    waited(business.checkout_minutes)
    page = getattr(client, method)(url, follow=True)
    assert page.redirect_chain == [("/plans/ten/?again=1", 303)]
    assert (words(page).count("You chose this plan some time ago."), Payment.objects.count()) == (1, 0)


def test_a_payment_under_way_may_come_to_its_end(client, url, business, sandbox_online):
    begun = client.post(url).url
    waited(business.checkout_minutes)
    assert (client.get(url).status_code, client.post(url).url) == (200, begun)


@pytest.mark.parametrize("method", ["get", "post"])
def test_off_sale_it_leads_to_the_other_plans(client, plan, url, method):
    type(plan).objects.update(on_sale=False)
    page = getattr(client, method)(url, follow=True)
    assert page.redirect_chain == [("/plans/?gone=1", 303)]
    assert words(page).count("This plan is not on sale any more. Nothing was charged.") == 1


def test_an_attempt_that_ended_meanwhile_is_not_followed_by_another(plan, business, sandbox_online):
    checkout = buy_plan(plan, DETAILS, token=uuid4(), now=timezone.now())
    late = timezone.now() + timedelta(minutes=business.checkout_minutes)
    with pytest.raises(PlanNotWaiting):
        begin_payment(checkout, in_full(checkout), visitor="v", now=late, **URLS)
    assert Payment.objects.count() == 0
