"""C1, S2 and S3 on Stripe's own page: left, declined, tried again, and told to the shop by a signed notice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from playwright.sync_api import expect

from checkout.models import Payment, WebhookEvent
from tests.checkout.gateways.stripe_events import signed
from tests.checkout.gateways.stripe_online import stripe_online
from tests.checkout.gateways.stripe_server import SECRET
from tests.journeys.shop import a_day, paid_online, status
from tests.races.worker import wait_until

pytestmark = pytest.mark.browser


TRIES = 20


@pytest.fixture
def stripe(settings, site, visits):
    """It tells the shop of everything at once, as the real one does, over connections of its own."""
    with stripe_online(settings) as stripe, ThreadPoolExecutor() as network:
        visits.hosts.add(stripe.origin.removeprefix("http://"))
        sent = []
        stripe.on_event = lambda event: sent.append(network.submit(post, site, event))
        yield stripe
        assert {each.result() for each in sent} == {200}


def post(site: str, event: dict) -> int:
    """Again, where the shop has no answer."""
    body, headers = signed(event, SECRET)
    for _ in range(TRIES):
        status_code = requests.post(f"{site}/checkout/webhooks/stripe/", body, headers=headers, timeout=30).status_code
        if status_code != 503:
            break
    return status_code


def test_a_card_is_declined_another_is_taken_and_the_booking_stands(stripe, customer):
    booking = customer.book(paid_online(), a_day(), "10:00")
    page = customer.page
    policy = page.reload().headers["content-security-policy"]
    assert f"form-action 'self' {stripe.origin}" in [rule.strip() for rule in policy.split(";")]

    def go() -> None:
        page.locator("#pay button.go").click()
        page.wait_for_url(f"{stripe.origin}/c/pay/**")

    go()
    page.get_by_role("button", name="Back").click()
    page.wait_for_url("**/checkout/pay/**")
    go()
    page.get_by_role("button", name="Pay with a card that is declined").click()
    expect(page.get_by_role("alert")).to_have_text("Your card was declined.")
    page.get_by_role("button", name="Pay", exact=True).click()
    expect(customer.ticket).to_contain_text("Confirmed, and €40.00 paid")
    assert (status(booking), [payment.state for payment in Payment.objects.all()]) == ("confirmed", ["captured"])
    assert wait_until(lambda: WebhookEvent.objects.filter(kind="checkout.session.completed").count() == 1)
