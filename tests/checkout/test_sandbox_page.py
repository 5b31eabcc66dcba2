"""The page where a tester decides how the payment goes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from checkout.models import SandboxEvent, SandboxPayment
from tests.checkout.gateways.begun import CANCEL_URL, RETURN_URL, announced, begin, started
from tests.factories.checkout import PaymentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.checkout.gateways.shop")]


def state(payment) -> str:
    return SandboxPayment.objects.get(pk=payment.provider_id).state


@pytest.fixture
def ended(sandbox_online):
    payment = PaymentFactory()
    return announced(payment, begin(payment, ends_at=timezone.now()))


def test_it_shows_what_is_paid_and_that_it_is_no_real_bank(sandbox_online):
    page = sandbox_online.open(started("1234.50")).content.decode()
    for text in ("€1,234.50", "Deep tissue massage", "This is a sandbox. It takes no card and moves no money."):
        assert text in page


@pytest.mark.parametrize(
    ("outcome", "leads_to", "leaves"),
    [
        ("pay", RETURN_URL, "captured"),
        ("pay_twice", RETURN_URL, "captured"),
        ("pay_notice_late", RETURN_URL, "captured"),
        ("pay_late", RETURN_URL, "open"),
        ("decline", RETURN_URL, "failed"),
        ("abandon", CANCEL_URL, "open"),
    ],
)
def test_each_button_leads_back_to_the_shop(sandbox_online, outcome, leads_to, leaves):
    payment = started()
    answer = sandbox_online.choose(payment, outcome)
    assert (answer.status_code, answer.url, state(payment)) == (303, leads_to, leaves)


def test_the_same_button_twice_is_once(sandbox_online):
    payment = started()
    answers = [sandbox_online.choose(payment) for _ in range(2)]
    assert [answer.url for answer in answers] == [RETURN_URL, RETURN_URL]
    assert SandboxEvent.objects.count() == 1


def test_the_first_button_stands(sandbox_online):
    payment = started()
    sandbox_online.choose(payment, "pay_late")
    sandbox_online.choose(payment, "decline")
    assert (state(payment), SandboxEvent.objects.count()) == ("open", 1)


def test_who_went_back_can_still_pay(sandbox_online):
    payment = started()
    sandbox_online.choose(payment, "abandon")
    sandbox_online.choose(payment, "pay")
    assert state(payment) == "captured"


def test_an_ended_page_says_so_and_offers_the_way_back(sandbox_online, ended):
    page = sandbox_online.open(ended)
    assert "The time to pay has ended. Nothing was taken." in page.content.decode()
    assert f'href="{CANCEL_URL}"' in page.content.decode()


def test_an_ended_page_takes_nothing(sandbox_online, ended):
    answer = sandbox_online.choose(ended)
    assert (answer.status_code, state(ended)) == (410, "open")


def test_a_page_that_was_dealt_with_has_no_buttons(sandbox_online):
    payment = started()
    sandbox_online.choose(payment, "decline")
    assert b"<button" not in sandbox_online.open(payment).content


@pytest.mark.parametrize("delay", ["0", "-5", "86401", "soon"])
def test_a_delay_that_cannot_be_is_asked_again_and_kept(sandbox_online, delay):
    payment = started()
    answer = sandbox_online.choose(payment, "pay_late", delay=delay)
    assert (answer.status_code, SandboxEvent.objects.count()) == (422, 0)
    assert f'value="{delay}"' in answer.content.decode()


def test_no_delay_is_twenty_seconds(sandbox_online):
    before = timezone.now()
    sandbox_online.choose(started(), "pay_late")
    assert timedelta(seconds=20) <= SandboxEvent.objects.get().due_at - before < timedelta(seconds=30)


@pytest.mark.parametrize("outcome", ["", "steal", "\x00"])
def test_a_button_that_is_not_there_does_nothing(sandbox_online, outcome):
    payment = started()
    assert (sandbox_online.choose(payment, outcome).status_code, state(payment)) == (422, "open")


def test_opening_the_page_changes_nothing(sandbox_online):
    payment = started()
    before = SandboxPayment.objects.values().get()
    sandbox_online.open(payment)
    assert (SandboxPayment.objects.values().get(), SandboxEvent.objects.count()) == (before, 0)


def test_its_form_may_be_answered_by_the_shop_alone(sandbox_online):
    policy = sandbox_online.open(started()).headers["Content-Security-Policy"]
    assert "form-action 'self' http://testserver;" in f"{policy};"


def test_another_sites_form_is_refused(sandbox_online, settings):
    settings.CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
    payment = started()
    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    assert strict.post(f"/sandbox/pay/{payment.provider_id}/", {"outcome": "pay"}).status_code == 403
    assert state(payment) == "open"
