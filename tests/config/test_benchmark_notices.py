"""The benchmark's notices of payments are believed by the site, and have their effect."""

from dataclasses import replace

import pytest
from django.utils import timezone

from checkout.models import Order, Payment
from config.benchmark.client import Client
from config.benchmark.fill import fill
from config.benchmark.journeys import Times, paying
from config.benchmark.notices import paid_unheard, tell
from config.benchmark.shapes import REGULAR, ZONE, free_starts


@pytest.fixture
def client(live_server, settings):
    port = live_server.thread.port
    settings.SITE_URL, settings.SANDBOX_URL = f"http://127.0.0.1:{port}", f"http://localhost:{port}"
    settings.FASTEST_FORM_SECONDS = 0
    fill(replace(REGULAR, past=100), lambda text: None)
    client = Client(port)
    yield client
    client.close()


def test_a_payment_is_heard_of_by_one_notice(client, settings):
    times = Times(free_starts(timezone.now().astimezone(ZONE).date()), REGULAR.people)
    number = paid_unheard(paying(client, times))
    assert (Payment.objects.get().state, Order.objects.count()) == ("processing", 0)
    tell(settings.SECRET_KEY, client, number)
    assert (Payment.objects.get().state, Order.objects.count()) == ("captured", 1)
