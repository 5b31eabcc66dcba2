"""The first view of a page takes at most 8 requests and 100 KB, all from this site."""

import pytest

from tests.journeys.shop import a_day, in_person, paid_online, physiotherapy

pytestmark = pytest.mark.browser

MOST_REQUESTS, MOST_BYTES = 8, 100_000


@pytest.fixture
def weigh(visits):
    """weigh(address): (requests, bytes) of somebody's first view of it."""

    def weigh(address: str) -> tuple[int, int]:
        page = visits.open()
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        sizes: list[float] = []
        wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto(address, wait_until="networkidle")
        return len(sizes), int(sum(sizes))

    return weigh


@pytest.mark.parametrize("page", ["board", "service", "details", "pay"])
def test_a_first_view_is_light(weigh, visit, page):
    service = physiotherapy()
    address = {"board": "/", "service": service.get_absolute_url()}.get(page)
    if page == "details":
        customer = visit()
        customer.pick(service, a_day(), "10:00")
        address = customer.page.url
    elif page == "pay":
        customer = visit()
        customer.book(paid_online(), a_day(), "10:00")
        address = customer.page.url
    requests, weight = weigh(address)
    assert 1 < requests <= MOST_REQUESTS
    assert weight <= MOST_BYTES


def test_a_day_chosen_fetches_one_small_piece(visit):
    reader = visit()
    reader.page.goto(in_person().get_absolute_url())
    with reader.page.expect_response(lambda answer: "hx-request" in answer.request.headers) as piece:
        reader.page.locator(".month a.day:not(.on)").first.click()
    assert len(piece.value.body()) <= 10_000
