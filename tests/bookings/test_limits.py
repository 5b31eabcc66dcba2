"""How often one browser and one address may ask."""

import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from bookings.limits import address_prefix, limited
from bookings.visitors import COOKIE, remember

pytestmark = pytest.mark.django_db


@limited("tries", per_minute=2)
def view(request):
    return HttpResponse("done")


def request(address="198.51.100.7", visitor="", **headers):
    asked = RequestFactory().post("/", REMOTE_ADDR=address, **headers)
    if visitor:
        response = HttpResponse()
        remember(response, visitor)
        asked.COOKIES[COOKIE] = response.cookies[COOKIE].value
    return asked


def statuses(count, **asked):
    return [view(request(**asked)).status_code for _ in range(count)]


def test_one_browser_is_stopped_at_its_limit():
    assert statuses(3, visitor="ada") == [200, 200, 429]


def test_an_address_may_do_ten_times_as_much():
    assert statuses(21) == [200] * 20 + [429]


def test_another_browser_at_the_same_address_goes_on():
    statuses(3, visitor="ada")
    assert statuses(1, visitor="ben") == [200]


def test_a_setting_changes_the_limit(settings):
    settings.LIMITS = {"tries": 1}
    assert statuses(2, visitor="ada") == [200, 429]


def test_zero_turns_it_off(settings):
    settings.LIMITS = {"tries": 0}
    assert statuses(30, visitor="ada") == [200] * 30


def test_the_page_says_when_to_come_back():
    statuses(2, visitor="ada")
    response = view(request(visitor="ada"))
    assert (response["Retry-After"], "Wait a minute" in response.content.decode()) == ("60", True)


def test_without_redis_nothing_is_limited_and_the_log_says_so(settings, caplog):
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": "unix:///nowhere/redis.sock"},
    }
    with caplog.at_level(logging.WARNING):
        assert statuses(3, visitor="ada") == [200, 200, 200]
    assert "Redis does not answer, so tries is not limited" in caplog.messages


@pytest.mark.parametrize(
    ("trusted", "forwarded", "prefix"),
    [
        (0, "203.0.113.9", "198.51.100.7"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "198.51.100.7"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "nonsense", "unknown"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, trusted, forwarded, prefix):
    settings.TRUSTED_PROXIES = trusted
    assert address_prefix(request(HTTP_X_FORWARDED_FOR=forwarded)) == prefix
