"""The next date of classes and courses on the list of services."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings.next_free import next_starts
from services.models import Business
from tests.bookings.classes.evening import course, evening, yoga
from tests.factories import BookingFactory, HoldFactory, OfferFactory, ServiceFactory, WaitingFactory

pytestmark = pytest.mark.django_db


def next_of(*services, now=None):
    found = next_starts(services, now or timezone.now(), Business.objects.current())
    return [found[service.pk] for service in services]


def test_it_is_the_first_with_a_place():
    service = yoga(places=1)
    full, free = evening(service), evening(service, 1)
    BookingFactory(standing=True, service=service, session=full)
    assert next_of(service) == [free.starts_at]


@pytest.mark.parametrize("taker", [HoldFactory, OfferFactory])
def test_a_place_that_is_kept_for_another_is_none(taker):
    service = yoga(places=1)
    session = evening(service)
    fields = (
        {"service": service} if taker is HoldFactory else {"booking": BookingFactory(service=service, session=session)}
    )
    taker(session=session, participants=1, **fields)
    assert next_of(service) == [None]


def test_who_waits_comes_before_the_list():
    service = yoga(places=1, policy={"waitlist": True})
    session = evening(service)
    WaitingFactory(booking=BookingFactory(service=service, session=session, status="waiting_list"))
    assert next_of(service) == [None]


def test_a_party_too_large_for_what_is_free_keeps_nobody_back():
    service = yoga(places=1, policy={"waitlist": True})
    session = evening(service)
    party = BookingFactory(service=service, session=session, status="waiting_list", total_participants=2)
    WaitingFactory(booking=party)
    assert next_of(service) == [session.starts_at]


def test_a_date_that_is_closed_or_called_off_is_none():
    service = yoga(policy={"latest_minutes": 60 * 24 * 30})
    evening(service)
    gone = yoga()
    evening(gone, called_off_at=timezone.now())
    assert next_of(service, gone) == [None, None]


def test_a_course_is_named_by_its_next_session_as_long_as_it_can_be_joined():
    service, begun, joined = course(), course(), course(policy={"book_after_start": True})
    first = service.sessions.earliest("starts_at").starts_at
    assert next_of(service) == [first]
    assert next_of(begun, joined, now=first + timedelta(hours=1)) == [None, first + timedelta(days=7)]


def test_a_full_course_is_none():
    service = course(places=1)
    BookingFactory(standing=True, service=service)
    assert next_of(service) == [None]


def test_one_query_serves_all_of_them(django_assert_num_queries):
    services = [course(), yoga(), yoga()]
    for service in services[1:]:
        evening(service)
    with django_assert_num_queries(1):
        next_of_all = next_starts(services, timezone.now(), Business())
    assert None not in next_of_all.values()


def test_appointments_alone_ask_nothing_of_it(django_assert_num_queries):
    service = ServiceFactory()
    with django_assert_num_queries(3):
        next_starts([service], timezone.now(), Business())
