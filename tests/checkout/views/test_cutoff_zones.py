"""Before paying, the last free moment to cancel is said in the place's zone and in the reader's (domain.md 8)."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from services.wording import moment, plain
from tests.checkout.walk import details_url, paying_for, pick_of
from tests.factories import PolicyFactory, ServiceFactory, hour
from tests.factories.times import MADRID

pytestmark = pytest.mark.django_db
TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.fixture
def service():
    policy = PolicyFactory(customer_may_cancel=True, cancel_cutoff_minutes=60)
    return ServiceFactory(pay_online=True, policy=policy)


def said(response) -> str:
    return plain(" ".join(re.sub(r"<[^>]+>", "", response.content.decode()).split()))


def cutoff(zone):
    return plain(moment(hour("10:00") - timedelta(hours=1), zone))


def details(client, service):
    return details_url(pick_of(service))


def review(client, service):
    return paying_for(client, service)[1]


@pytest.mark.parametrize("step", [details, review])
def test_the_readers_clock_stands_beside_the_places(client, service, step, sandbox_online):
    client.cookies["tz"] = "Asia/Tokyo"
    page = client.get(step(client, service))
    sentence = f"ree of charge until {cutoff(MADRID)} Madrid time (in Tokyo: {cutoff(TOKYO)})."
    assert sentence in said(page)


@pytest.mark.parametrize("zone", ["", "Europe/Paris"])
def test_the_same_clock_is_not_said_twice(client, service, zone, sandbox_online):
    client.cookies["tz"] = zone
    page = client.get(review(client, service))
    assert f"Cancel free of charge until {cutoff(MADRID)} Madrid time." in said(page)
