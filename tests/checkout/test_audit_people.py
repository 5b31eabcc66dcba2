"""The audit of people: an appointment occupies whom it names (domain.md section 13)."""

import pytest
from django.utils import timezone

from bookings.models import Booking, Occupancy
from checkout.audit import audit
from tests.factories import BookingFactory, ResourceFactory, hour

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


def found(now=None):
    return [(finding.rule, finding.sentence, finding.count) for finding in audit(now or timezone.now())]


@pytest.fixture
def visit():
    return BookingFactory(confirmed=True)


def test_who_is_named_and_occupied_is_no_finding(visit):
    assert found() == []


def test_a_named_person_who_is_not_occupied_is_found_until_it_is_over(visit):
    Booking.objects.update(resource=ResourceFactory())
    sentence = "An appointment names somebody whose time it does not occupy."
    assert (found(), found(visit.ends_at)) == ([(1, sentence, 1)], [])


@pytest.mark.parametrize("lost", [lambda: Booking.objects.update(resource=None), Occupancy.objects.all().delete])
def test_so_is_who_names_nobody_or_occupies_nobody(visit, lost):
    lost()
    assert [(rule, count) for rule, _sentence, count in found()] == [(1, 1)]


def test_a_request_that_takes_no_time_is_no_finding():
    BookingFactory(pending=True, starts_at=hour("12:00"))
    assert found() == []
