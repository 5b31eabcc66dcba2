"""Addresses are typed, cut short and made up: none of them breaks a page."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bookings import links
from bookings.picker.asked import day_of
from tests.bookings.views.asking import see
from tests.factories import BookingFactory

pytestmark = pytest.mark.django_db

ODD = ["\x00", "9" * 10_000, "-1", "1e308", "😀", "\u202eabc", "2026-13", "0000-00-00", "9999-12-31", "9999-12"]
NAMES = ["month", "day", "who", "where", "n", "tz", "t", "was", "q", "kind", "category", "place", "new", "step"]
VALUES = st.one_of(
    st.sampled_from([*ODD, "Europe", "../../etc/passwd", "2026-12-01T10:00Z", "9999-12-31T23:59Z", "0001-01-01"]),
    st.text(max_size=40),
    st.integers().map(str),
    st.dates().map(str),
)


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("name", NAMES)
def test_one_odd_value_gets_a_page(client, massage, name, value):
    assert client.get("/services/massage/", {name: value}).status_code == 200
    assert client.get("/", {name: value}).status_code == 200


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Europe/Madrid", "Pacific/Kiritimati"])
@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-02", "1970-01-01", "2200-01-01", "9999-12-30", "9999-12-31"])
def test_the_edges_of_the_calendar_have_no_times(client, massage, business, day, zone):
    business.time_zone = zone
    business.save()
    for target in ("slots", "picker", None):
        assert see(client, massage, target, day=day, month=day[:7], was=day).status_code == 200
    assert day_of(day) is None


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8),
    target=st.sampled_from(["", "slots", "slip", "picker", "elsewhere"]),
    cookie=VALUES,
)
def test_no_query_breaks_a_page(client, massage, query, target, cookie):
    client.cookies["tz"] = quote(cookie, safe="")[:200]
    headers = {"HX-Request": "true", "HX-Target": target} if target else {}
    assert client.get("/services/massage/", query, headers=headers).status_code == 200
    assert client.get("/", query, headers=headers).status_code == 200


@pytest.mark.parametrize("value", ["\x00", "x" * 3_000, "😀:x", "\u202e", "a:b:c", "0-0:x"])
def test_an_odd_token_is_no_page(client, massage, value):
    for page in ("", "status/", "contact/", "booking.ics"):
        assert client.get(f"/booking/{value}/{page}").status_code == 404


@pytest.mark.parametrize("method", ["get", "head", "options", "put", "patch", "delete"])
def test_no_method_breaks_a_page(client, massage, method):
    token = links.token(BookingFactory(service=massage, confirmed=True))
    pages = ["/", "/services/massage/", "/services/massage/hold/", f"/booking/{token}/"]
    pages += [f"/booking/{token}/{page}" for page in ("status/", "cancel/", "contact/", "booking.ics")]
    assert {getattr(client, method)(page).status_code for page in pages} <= {200, 302, 303, 405}
