"""An alert leads to every booking that it is about, and says how it is solved."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bookings.admin.solving import HOW
from bookings.models import Alert, AlertKind
from tests.bookings.admin.test_double_booked import doubled
from tests.factories import (
    AlertFactory,
    BookingFactory,
    OwnerFactory,
    ResourceFactory,
    ServiceFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LIST = reverse("admin:bookings_alert_changelist")


@pytest.fixture
def owner(client):
    client.user = OwnerFactory()
    client.force_login(client.user)
    return client


def page_of(alert):
    return reverse("admin:bookings_alert_change", args=[alert.pk])


def bookings_linked(client, address):
    return re.findall(r'<div><a href="/admin/bookings/booking/(\d+)/change/">', client.get(address).content.decode())


def test_a_double_booked_alert_leads_to_both_from_the_list_and_its_page(owner):
    first, second = doubled(owner.user)
    alert = Alert.objects.get(booking=second)

    assert bookings_linked(owner, LIST) == [str(second.pk), str(first.pk)]
    assert bookings_linked(owner, page_of(alert)) == [str(second.pk), str(first.pk)]


def test_any_other_alert_leads_to_its_own_booking_alone(owner):
    _first, second = doubled(owner.user)
    alert = AlertFactory(booking=second, kind=AlertKind.REFUND_FAILED)

    assert bookings_linked(owner, page_of(alert)) == [str(second.pk)]


def test_many_cost_no_more_queries_than_one(owner):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            owner.get(LIST)
        return len(seen)

    doubled(owner.user)
    few = queries()
    for clock in ("12:00", "14:00"):
        doubled(owner.user, clock)
    assert queries() == few


@pytest.mark.parametrize("kind", AlertKind.values)
def test_its_page_says_how_it_is_solved(owner, kind):
    page = owner.get(page_of(AlertFactory(kind=kind))).content.decode()

    assert page.count(str(HOW[kind])) == 1


def test_it_is_solved_on_its_page(owner):
    alert = AlertFactory()
    fields = dict(
        re.findall(r'name="(action|_selected_action)" value="(\w+)"', owner.get(page_of(alert)).content.decode())
    )
    owner.post(LIST, fields)
    alert.refresh_from_db()

    assert alert.solved_by == owner.user
    assert "Mark as solved" not in owner.get(page_of(alert)).content.decode()


def test_who_may_only_look_is_not_asked_to(client):
    client.force_login(UserFactory(staff=True, permissions=["bookings.view_alert"]))

    assert client.get(page_of(AlertFactory())).context["may_solve"] is False


@pytest.mark.parametrize(("kind", "words"), [("class", "move somebody to another date"), ("course", "more places")])
def test_of_a_class_or_course_it_says_that_there_are_more_people_than_places(owner, kind, words):
    service = ServiceFactory(**{"of_class" if kind == "class" else "course": True})
    session = SessionFactory(service=service)
    booking = BookingFactory(service=service, standing=True, session=session if kind == "class" else None)
    page = owner.get(page_of(AlertFactory(booking=booking))).content.decode()
    assert (page.count(str(HOW["double_booked"])), f"Give the {kind} more places" in page, words in page) == (0, 1, 1)
    assert page.count("More people than places") == 1


def test_of_a_class_it_leads_to_the_class_and_not_to_everybody_in_it(owner):
    session = SessionFactory(service=ServiceFactory(of_class=True), people=[ResourceFactory(name="Ines")])
    for _ in range(2):
        BookingFactory(service=session.service, session=session, standing=True)
    booking = BookingFactory(service=session.service, session=session, standing=True, double_booked=True)
    alert = AlertFactory(booking=booking)
    for address in (LIST, page_of(alert)):
        assert bookings_linked(owner, address) == [str(booking.pk)]
    assert reverse("admin:bookings_session_change", args=[session.pk]) in owner.get(page_of(alert)).content.decode()
