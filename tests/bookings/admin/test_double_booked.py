"""A double booked booking leads to whom it meets, in the list and on its page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bookings.actors import Actor
from bookings.admin.meeting import meetings
from bookings.lifecycle import cancel_booking, confirm_booking, decline_booking
from tests.bookings.making import book, create
from tests.factories import OwnerFactory, ResourceFactory, ServiceFactory, hour

pytestmark = pytest.mark.django_db
LIST = reverse("admin:bookings_booking_changelist")


@pytest.fixture
def owner(client):
    client.user = OwnerFactory()
    client.force_login(client.user)
    return client


def address(booking):
    return reverse("admin:bookings_booking_change", args=[booking.pk])


def doubled(user, clock="10:00", service=None):
    """The one that stood first, and the one that the owner confirmed all the same."""
    service = service or ServiceFactory(policy__needs_approval=True)
    second, first = create(service, hour(clock)), book(service, hour(clock))
    for booking in (first, second):
        confirm_booking(booking, by=Actor.owner(user), now=timezone.now())
        booking.refresh_from_db()
    assert (first.double_booked, second.double_booked) == (False, True)
    return first, second


def test_the_marker_in_the_list_leads_to_the_other(owner):
    first, _second = doubled(owner.user)
    book(ServiceFactory(), hour("10:00"))
    page = " ".join(owner.get(LIST).content.decode().split())
    assert page.count("Double booked</span>") == 1
    assert page.count(f'Double booked</span> <a href="{address(first)}">{first.code}</a></td>') == 1


def test_each_of_both_pages_leads_to_the_other(owner):
    first, second = doubled(owner.user)
    for booking, other in ((first, second), (second, first)):
        assert owner.get(address(booking)).context["met"] == [other]
        assert f'<a href="{address(other)}">' in owner.get(address(booking)).content.decode()


def test_those_before_and_after_and_with_others_are_not_met(owner):
    person = ResourceFactory()
    service = ServiceFactory(policy__needs_approval=True, groups=[[person]])
    first, second = doubled(owner.user, service=service)
    near = [book(service, hour(clock)) for clock in ("09:00", "11:00")]
    elsewhere = book(ServiceFactory(), hour("10:00"))
    found = meetings([first, second, *near, elsewhere])
    assert found == {first.pk: [second], second.pk: [first]} | {other.pk: [] for other in (*near, elsewhere)}


def test_who_takes_no_time_and_is_not_marked_meets_nobody(owner):
    service = ServiceFactory(policy__needs_approval=True)
    waiting, declined, canceled = (book(service, hour("10:00")) for _ in range(3))
    first, second = doubled(owner.user, service=service)
    decline_booking(declined, by=Actor.owner(owner.user), now=timezone.now())
    confirm_booking(canceled, by=Actor.owner(owner.user), now=timezone.now())
    cancel_booking(canceled, by=Actor.owner(owner.user), now=timezone.now())
    for booking in (waiting, declined, canceled):
        booking.refresh_from_db()
    found = meetings([first, second, waiting, declined, canceled])
    assert found == {first.pk: [second], second.pk: [first], waiting.pk: [], declined.pk: [], canceled.pk: []}


def test_a_list_of_many_asks_no_more_than_a_list_of_two(owner):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            owner.get(LIST)
        return len(seen)

    doubled(owner.user)
    few = queries()
    for clock in ("12:00", "14:00", "16:00"):
        doubled(owner.user, clock)
    assert queries() == few
