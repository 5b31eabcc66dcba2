"""A plan is bought as anything is: a form, the provider, a page that says that it is ready (journeys.md C7)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail

from bookings.models import Contact
from checkout.models import Checkout, Membership, Order, Payment
from checkout.tasks import send_plan_mail, send_plan_mails
from tests.bookings.members.asking import signed_in
from tests.checkout.walk import filled, words
from tests.factories import ContactFactory, PlanFactory, ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def plan():
    yoga = ServiceFactory(name="Yoga", of_class=True, pay_by_plan=True)
    return PlanFactory(name="Ten classes", slug="ten", price=120, services=[yoga])


def send(client, plan, **answers):
    return client.post(f"/plans/{plan.slug}/", filled(**{"token": str(uuid4())} | answers))


def begun(client, plan, **answers):
    url = send(client, plan, **answers).url
    client.post(url)
    return Payment.objects.latest("pk")


def test_it_is_listed_with_what_it_gives(client, plan, sandbox_online):
    page = words(client.get("/plans/"))
    assert [page.count(said) for said in ("Ten classes", "10 credits", "For Yoga", "€120.00")] == [1, 1, 1, 1]


@pytest.mark.parametrize("gone", ["off sale", "no provider", "unknown"])
def test_what_is_not_sold_is_not_found(client, plan, settings, gone, sandbox_online):
    settings.PAYMENT_GATEWAY = "offline" if gone == "no provider" else settings.PAYMENT_GATEWAY
    plan.on_sale = gone != "off sale"
    plan.save()
    slug = "other" if gone == "unknown" else plan.slug
    assert (client.get(f"/plans/{slug}/").status_code, words(client.get("/plans/")).count("€120.00")) == (
        404,
        int(gone == "unknown"),
    )


def test_paid_it_is_the_buyers_and_written_of_once(client, plan, sandbox_online, commits):
    payment = begun(client, plan)
    back = sandbox_online.choose(payment, "pay").url
    with commits():
        sandbox_online.deliver()
    membership = Membership.objects.get()
    assert (membership.contact.email, membership.credits, membership.pots.get().used) == ("ada@example.com", 10, 0)
    assert words(client.get(back)).count("Your plan is ready") == 2
    receipt = f"/my/receipts/{Order.objects.get().number}/"
    assert client.get(back).content.decode().count(f'href="{receipt}"') == 1
    send_plan_mail(membership.pk)
    said = f"You paid €120.00. The receipt, once you are signed in: http://testserver{receipt}"
    assert (mail.outbox[0].body.count(said), mail.outbox[0].alternatives[0][0].count(receipt)) == (1, 2)
    send_plan_mails()
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["ada@example.com"], "Your plan is ready: Ten classes")
    ]
    membership.refresh_from_db()
    assert membership.mail_sent_at is not None


def test_back_before_the_notice_the_provider_is_asked(client, plan, sandbox_online):
    payment = begun(client, plan)
    back = sandbox_online.choose(payment, "pay_notice_late").url
    assert words(client.get(back)).count("Your plan is ready") == 2
    assert Order.objects.get().total == 120


def test_sent_twice_it_is_one_checkout_and_one_payment(client, plan, sandbox_online):
    token = str(uuid4())
    urls = {send(client, plan, token=token).url for _time in range(2)}
    [url] = urls
    assert len({client.post(url).url for _time in range(2)}) == 1
    assert (Checkout.objects.count(), Payment.objects.count()) == (1, 1)


def test_an_address_that_was_mended_is_the_one_that_counts(client, plan, sandbox_online):
    token = str(uuid4())
    send(client, plan, token=token, email="adda@example.com")
    send(client, plan, token=token)
    assert Checkout.objects.get().contact.email == "ada@example.com"


def test_the_same_token_for_another_plan_is_another_checkout(client, plan, sandbox_online):
    token, other = str(uuid4()), PlanFactory()
    assert send(client, plan, token=token).url != send(client, other, token=token).url


def test_what_it_cost_when_the_form_was_sent_is_paid(client, plan, sandbox_online):
    url = send(client, plan).url
    type(plan).objects.update(price=200)
    client.post(url)
    assert Payment.objects.get().amount == 120


def test_a_card_that_is_declined_leads_back_and_nobody_has_a_plan(client, plan, sandbox_online):
    payment = begun(client, plan)
    back = sandbox_online.choose(payment, "decline").url
    page = client.get(back, follow=True)
    assert page.redirect_chain[-1][0] == f"/plans/pay/{payment.checkout.token}/"
    assert (words(page).count("Nothing was charged."), Membership.objects.count()) == (1, 0)


def test_left_at_the_provider_nothing_was_charged(client, plan, sandbox_online):
    url = send(client, plan).url
    assert words(client.get(url + "?left=1")).count("You left the payment; nothing was charged.") == 1


def test_an_unreachable_provider_is_said(client, plan, settings, sandbox_online):
    url = send(client, plan).url
    settings.SANDBOX_URL = "http://127.0.0.1:9"
    response = client.post(url)
    assert (response.status_code, words(response).count("The payment provider does not answer.")) == (503, 1)


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"email": "ada"}, {"email": ""}, {"website": "x"}, {"shown": "forged"}, {"name": "a\x00b"}],
)
def test_a_form_that_needs_another_look_is_asked_again(client, plan, sandbox_online, wrong):
    response = send(client, plan, **wrong)
    assert (response.status_code, Checkout.objects.count(), Contact.objects.count()) == (422, 0, 0)


def test_a_contact_that_exists_is_not_changed(client, plan, sandbox_online):
    ContactFactory(email="ada@example.com", first_name="Augusta")
    send(client, plan)
    assert Contact.objects.get().first_name == "Augusta"


def test_a_member_buys_with_their_own_address(client, plan, sandbox_online):
    signed_in(client, ContactFactory(email="bob@example.com"))
    page = client.get("/plans/ten/")
    assert 'value="bob@example.com"' in page.content.decode()
    assert send(client, plan).status_code == 422


@pytest.mark.parametrize("page", ["pay", "done"])
def test_an_unknown_checkout_is_not_found(client, page):
    assert client.get(f"/plans/{page}/{uuid4()}/").status_code == 404


def test_the_last_day_is_a_whole_one(client, plan, business, sandbox_online, commits):
    sandbox_online.choose(begun(client, plan), "pay")
    with commits():
        sandbox_online.deliver()
    membership = Membership.objects.get()
    assert f"{membership.ends_at.astimezone(business.time_zone):%H:%M}" == "00:00"
    assert timedelta(days=89, hours=23) < membership.ends_at - membership.starts_at < timedelta(days=91, hours=1)
