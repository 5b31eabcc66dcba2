"""The owner's first page: what waits, who comes next, what went wrong, whether the worker lives."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    AlertFactory,
    BookingFactory,
    BusinessFactory,
    HeartbeatFactory,
    OwnerFactory,
    ServiceFactory,
    SessionFactory,
    UserFactory,
    hour,
)
from tests.factories.times import MADRID

pytestmark = pytest.mark.django_db


@pytest.fixture
def nine_o_clock():
    with time_machine.travel(hour("09:00"), tick=False) as clock:
        yield clock


def test_it_counts_and_shows_what_there_is(client, nine_o_clock):
    client.force_login(OwnerFactory())
    now = timezone.now()
    visit = BookingFactory(confirmed=True, starts_at=now + timedelta(hours=2))
    request = BookingFactory(pending=True, starts_at=now + timedelta(days=3))
    alert = AlertFactory(booking=visit)
    BookingFactory(canceled=True, starts_at=now + timedelta(hours=3))
    today = client.get("/admin/").context["today"]

    assert (list(today.next_up), list(today.requests), list(today.alerts)) == ([visit], [request], [alert])
    assert (today.next_up_count, today.requests_count, today.alerts_count) == (1, 1, 1)


def test_dates_of_today_lead_to_their_sheet(client, nine_o_clock):
    client.force_login(OwnerFactory())
    today, service = timezone.localdate(timezone=MADRID), ServiceFactory(of_class=True)
    morning, late = (SessionFactory(service=service, starts_at=hour(clock, today)) for clock in ("08:00", "23:30"))
    SessionFactory(service=service, starts_at=hour("08:00", today + timedelta(days=1)))
    SessionFactory(service=service, starts_at=hour("12:00", today), called_off_at=timezone.now())
    page = client.get("/admin/")

    assert list(page.context["today"].dates) == [morning, late]
    assert reverse("admin:bookings_session_attendance", args=[late.pk]) in page.content.decode()


def test_each_request_says_by_when_to_answer(client, nine_o_clock):
    client.force_login(OwnerFactory())
    for clock in ("12:15", "11:30"):
        BookingFactory(pending=True, answer_by=hour(clock))
    page = client.get("/admin/").content.decode()

    assert re.findall(r"answer by [^<]*, ([^<]*)<", page) == ["11:30", "12:15"]


@pytest.mark.parametrize(
    ("seconds", "words"), [(20, "Worker last seen at 08:59"), (600, "Worker not seen since"), (None, "never seen")]
)
def test_it_says_whether_the_worker_lives(client, nine_o_clock, seconds, words):
    client.force_login(OwnerFactory())
    if seconds is not None:
        HeartbeatFactory(seen_at=timezone.now() - timedelta(seconds=seconds))

    assert words in client.get("/admin/").content.decode()


def test_it_costs_at_most_thirteen_queries(client, nine_o_clock):
    client.force_login(OwnerFactory())
    HeartbeatFactory()
    BusinessFactory()
    for n in range(3):
        AlertFactory(booking=BookingFactory(confirmed=True, starts_at=timezone.now() + timedelta(hours=n + 1)))
        BookingFactory(pending=True)
    with CaptureQueriesContext(connection) as seen:
        client.get("/admin/")

    assert len(seen) <= 13


def test_it_says_what_is_due_and_where_to_see_it(client, nine_o_clock):
    client.force_login(OwnerFactory())
    BusinessFactory()
    for price in (40, 1240):
        BookingFactory(confirmed=True, price=price)
    page = " ".join(client.get("/admin/").content.decode().split())
    said = "<b>2</b><span>bookings not paid</span> <small>€1,280.00 due</small>"
    assert page.count(f'<a href="/admin/checkout/order/due/">{said}</a>') == 1


def test_staff_who_may_not_see_bookings_see_no_names(client, nine_o_clock):
    client.force_login(UserFactory(staff=True))
    BookingFactory(pending=True, first_name="Grace")
    response = client.get("/admin/")

    assert response.status_code == 200
    assert "Grace" not in response.content.decode()


def test_the_admin_brings_no_inline_script_or_style(client, nine_o_clock):
    client.force_login(OwnerFactory())
    page = client.get("/admin/").content.decode()

    assert "<style" not in page
    assert " style=" not in page
    assert "<script>" not in page
