"""The whole way over real sockets: shop at 127.0.0.1, provider at localhost."""

from urllib.parse import urlsplit

import pytest
import requests
from django.utils import timezone

from checkout.gateways import gateway
from checkout.models import PaymentState, SandboxEvent
from checkout.sandbox.delivery import deliver_due
from tests.checkout.gateways import shop
from tests.checkout.gateways.begun import started

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.checkout.gateways.shop")]


@pytest.fixture
def origins(live_server, settings):
    port = urlsplit(live_server.url).port
    settings.SITE_URL, settings.SANDBOX_URL = f"http://127.0.0.1:{port}", f"http://localhost:{port}"
    shop.notices.clear()


def press(url: str, outcome: str) -> requests.Response:
    """What a browser without script does: open the page, send its form."""
    with requests.Session() as browser:
        browser.trust_env = False
        browser.get(url, timeout=5)
        sent = {"outcome": outcome, "csrfmiddlewaretoken": browser.cookies["csrftoken"]}
        return browser.post(url, sent, timeout=5, allow_redirects=False)


def test_a_payment_and_its_notice_travel(origins):
    payment = started()
    assert press(payment.provider_url, "pay").status_code == 303
    assert gateway().look_up(payment).state == PaymentState.CAPTURED
    assert deliver_due(timezone.now()) == 1
    assert [notice.provider_id for notice in shop.notices] == [payment.provider_id]


def test_a_forged_notice_is_not_taken(origins, settings):
    payment = started()
    press(payment.provider_url, "pay")
    url = f"{settings.SITE_URL}/checkout/webhook/sandbox/"
    forged = requests.post(url, b"{}", headers={"Sandbox-Signature": f"t=1,v1={'0' * 64}"}, timeout=5)
    assert (forged.status_code, SandboxEvent.objects.filter(delivered_at=None).count()) == (400, 1)
