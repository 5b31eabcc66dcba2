"""The owner's side of plans: what is sold, who has what, a plan by hand (journeys.md C7)."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.utils import timezone

from checkout.errors import PlanDoesNotPay
from checkout.models import Membership, Plan
from checkout.operations.held_plans import end_plan, set_credits
from tests.checkout.plans.held import holds, paid, yoga
from tests.checkout.walk import words
from tests.factories import (
    ContactFactory,
    OwnerFactory,
    PlanFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
PLANS, HELD, BOOKINGS = "/admin/checkout/plan/", "/admin/checkout/membership/", "/admin/bookings/booking/"


@pytest.fixture
def desk(client):
    client.force_login(OwnerFactory())
    return client


@pytest.fixture
def service():
    return yoga(name="Yoga")


def form(service, **fields):
    plan = {"name": "Ten", "slug": "ten", "kind": "package", "credits": "10", "cycle": "", "valid_days": "90"}
    plan |= {"price": "120", "tax_rate": "", "services": [service.pk], "on_sale": "on", "position": "0"}
    return plan | fields


@pytest.mark.parametrize(
    ("fields", "saved"),
    [
        ({}, ("package", 10, "")),
        ({"cycle": "month"}, ("package", 10, "")),
        ({"kind": "per_cycle", "cycle": "week", "credits": "2"}, ("per_cycle", 2, "week")),
        ({"kind": "unlimited"}, ("unlimited", None, "")),
    ],
)
def test_a_plan_is_saved_with_what_belongs_to_its_kind(desk, service, fields, saved):
    assert desk.post(f"{PLANS}add/", form(service, **fields)).status_code == 302
    plan = Plan.objects.get()
    assert (plan.kind, plan.credits, plan.cycle) == saved


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"credits": ""}, "Say how many credits it gives."),
        ({"kind": "per_cycle"}, "Say whether the credits come each week or each month."),
        ({"price": "0"}, "Give the price: a plan is paid online."),
        ({"valid_days": "0"}, "Ensure this value is greater than or equal to 1."),
        ({"services": []}, "This field is required."),
    ],
)
def test_what_can_not_be_is_said_at_its_field(desk, service, fields, said):
    response = desk.post(f"{PLANS}add/", form(service, **fields))
    assert (response.status_code, words(response).count(said), Plan.objects.count()) == (200, 1, 0)


def test_a_service_that_takes_no_plans_yet_is_named(desk):
    response = desk.post(f"{PLANS}add/", form(yoga(name="Run", pay_by_plan=False)), follow=True)
    assert words(response).count("Not paid with plans yet: Run.") == 1


def test_who_has_which_is_found_by_email(desk, service):
    membership = holds(service, name="Ten classes")
    paid(service, membership, people=3)
    holds(service, contact=ContactFactory(email="bob@example.com"))
    page = words(desk.get(HELD, {"q": "ada@"}))
    assert (page.count("ada@example.com"), page.count("bob@example.com"), page.count("3 of 10")) == (1, 0, 1)


def test_its_page_says_what_it_was_taken_for(desk, service):
    membership = holds(service)
    booking = paid(service, membership)
    page = words(desk.get(f"{HELD}{membership.pk}/change/"))
    assert (page.count(booking.code), page.count("given by hand"), page.count("End this plan")) == (1, 1, 1)


def test_one_is_given_by_hand_with_the_reason_kept(desk, service, commits):
    plan, ada = PlanFactory(services=[service]), ContactFactory(email="ada@example.com")
    with commits():
        response = desk.post(f"{HELD}add/", {"contact": ada.pk, "plan": plan.pk, "note": "paid in cash"})
    membership = Membership.objects.get()
    assert (response.status_code, membership.pots.get().credits, list(membership.services.all())) == (
        302,
        10,
        [service],
    )
    assert LogEntry.objects.get(content_type__model="membership").change_message == "Given by hand: paid in cash"
    assert mail.outbox[0].to == ["ada@example.com"]


def test_it_is_ended_with_a_reason(desk, service):
    membership = holds(service)
    url = f"{HELD}{membership.pk}/end/"
    assert desk.post(url, {"reason": ""}).status_code == 422
    assert desk.post(url, {"reason": "moved away"}).status_code == 302
    membership.refresh_from_db()
    assert membership.ended_at is not None
    assert LogEntry.objects.get().change_message == "Ended: moved away"
    assert desk.post(url, {"reason": "again"}).status_code == 404


def test_credits_are_put_right_with_a_reason(desk, service):
    membership = holds(service)
    paid(service, membership, people=3)
    pot, url = membership.pots.get(), f"{HELD}{membership.pk}/credits/"
    assert words(desk.post(url, {"pot": pot.pk, "credits": 2, "reason": "x"})).count("3 are used already.") == 1
    assert desk.post(url, {"pot": pot.pk, "credits": 12, "reason": "rain"}).status_code == 302
    pot.refresh_from_db()
    assert (pot.credits, LogEntry.objects.get().change_message) == (12, "Credits changed from 10 to 12: rain")


def test_the_verbs_refuse_what_the_forms_do(service):
    membership = holds(service)
    paid(service, membership, people=3)
    with pytest.raises(PlanDoesNotPay):
        set_credits(membership.pots.get(), 2)
    first = end_plan(membership, now=timezone.now()).ended_at
    assert end_plan(membership, now=timezone.now() + timedelta(days=1)).ended_at == first


@pytest.mark.parametrize("page", ["end", "credits", "change"])
def test_only_who_may_acts(client, service, page):
    client.force_login(UserFactory(is_staff=True))
    membership = holds(service)
    assert client.post(f"{HELD}{membership.pk}/{page}/", {"reason": "x"}).status_code == 403
