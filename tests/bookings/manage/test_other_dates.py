"""A class that did not come about: its other dates, never times between them (journeys.md S4)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings.manage.others import others_of
from services.models import Business
from tests.factories import BookingFactory, ServiceFactory, SessionFactory, hour

pytestmark = pytest.mark.django_db


def date(service, days, places=5):
    return SessionFactory(service=service, starts_at=hour("18:00") + timedelta(days=days), capacity=places)


def near(booking):
    return others_of(booking, None, Business.objects.current(), timezone.now(), "").near


def test_the_nearest_dates_with_room_are_named():
    service = ServiceFactory(of_class=True)
    wanted, *others = [date(service, days) for days in (7, 8, 9, 14, 20)]
    date(service, 6, places=1)
    booking = BookingFactory(
        canceled=True, service=service, session=wanted, starts_at=wanted.starts_at, total_participants=2
    )
    addresses = [f"/services/{service.slug}/?n=2&s={session.pk}" for session in others[:3]]
    assert [address for address, _words in near(booking)] == addresses


def test_a_course_has_no_other_dates():
    service = ServiceFactory(course=True)
    SessionFactory(service=service)
    assert near(BookingFactory(canceled=True, service=service)) == []
