"""S5 from a fresh page: the way back into a booking whose checkout is still open."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bookings import links
from bookings.models import Hold
from bookings.states import Status
from tests.bookings.views.asking import at, clocks, post, see
from tests.factories import BookingFactory, PolicyFactory, ServiceFactory, hour


@pytest.fixture
def booking(client, massage):
    """Of this browser, its time held, not paid yet."""
    post(client, massage, t=at("10:00"))
    booking = BookingFactory(service=massage, starts_at=hour("10:00"), title="Massage")
    Hold.objects.update(booking=booking)
    return booking


def way_back(response):
    unfinished = response.context["unfinished"]
    return unfinished and unfinished["links"]


def test_the_page_leads_back_and_does_not_offer_the_time_anew(client, massage, booking):
    page = see(client, massage, day=hour("10:00").date())
    (link, words), *others = way_back(page)
    assert link == reverse("checkout:resume", args=[links.token(booking)])
    assert (words.startswith("Go on with Massage, Mon "), words[-5:], others) == (True, "10:00", [])
    assert f'<a href="{link}">' in page.content.decode()
    assert "10:00" not in clocks(page)


def test_so_does_the_page_of_another_service_of_the_same_person(client, anna, booking):
    assert len(way_back(see(client, ServiceFactory(groups=[[anna]])))) == 1


def test_other_browsers_hear_nothing_of_it(massage, booking):
    stranger = Client()
    post(stranger, massage, t=at("14:00"))
    assert way_back(see(stranger, massage)) is None


GONE = {
    "completed": {"checkout_completed_at": timezone.now()},
    "let go": {"status": Status.DECLINED},
    "run out": {"checkout_expires_at": timezone.now() - timedelta(minutes=1)},
}


@pytest.mark.parametrize("change", GONE.values(), ids=GONE)
def test_one_that_can_not_be_gone_on_with_is_not_mentioned(client, massage, booking, change):
    type(booking).objects.update(**change)
    assert way_back(see(client, massage)) is None


def test_with_its_hold_run_out_the_time_is_offered_anew_instead(client, massage, booking):
    Hold.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    page = see(client, massage, day=hour("10:00").date())
    assert (way_back(page), "10:00" in clocks(page)) == (None, True)


def test_its_time_for_another_party_is_refused_with_the_true_reason_and_the_way_back(client, massage, booking):
    massage.policy = PolicyFactory(max_participants=4)
    massage.save()
    page = post(client, massage, t=at("10:00"), n=3)
    assert page.context["notice"]["heading"] == "A booking that you have not finished has this time."
    assert (page.status_code, len(way_back(page))) == (409, 1)


def test_its_hold_run_out_and_the_time_taken_it_is_somebody_else(client, massage, booking):
    massage.policy = PolicyFactory(max_participants=4)
    massage.save()
    Hold.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    post(Client(), massage, t=at("10:00"))
    page = post(client, massage, t=at("10:00"), n=3)
    assert page.context["notice"]["heading"] == "Somebody else has just taken this time."


def test_only_whole_pages_of_browsers_that_picked_lately_ask_for_it(client, massage, booking, now):
    def asked(browser, **how):
        with CaptureQueriesContext(connection) as questions:
            see(browser, massage, **how)
        return [each["sql"] for each in questions if '"bookings_booking"' in each["sql"]]

    assert [len(asked(client)), len(asked(client, target="slots")), len(asked(Client()))] == [1, 0, 0]
    with time_machine.travel(now + timedelta(minutes=60)):
        assert asked(client) == []
