"""The audit of places: everything is counted but what an owner has made smaller (journeys.md S26)."""

import pytest
from django.utils import timezone

from bookings.models import Session
from checkout.audit_places import overfull
from services.models import Schedule, WeeklyRule
from tests.factories import BookingFactory, ServiceFactory, SessionFactory, WeeklyRuleFactory

pytestmark = pytest.mark.django_db


def class_of_three(usual, capacity, *, edited=True, **fields):
    """Three came while there were three places; `usual` are its service's, `capacity` its own by now."""
    service = ServiceFactory(of_class=True, default_capacity=usual)
    if "rule_capacity" in fields:
        fields["rule"] = WeeklyRuleFactory(schedule=service.schedule, capacity=fields.pop("rule_capacity"))
    session = SessionFactory(service=service, capacity=3, edited=edited, **fields)
    BookingFactory.create_batch(3, standing=True, service=service, session=session)
    Session.objects.update(capacity=capacity)


def course_of_three(usual, capacity):
    service = ServiceFactory(course=True, default_capacity=3)
    SessionFactory(service=service)
    BookingFactory.create_batch(3, standing=True, service=service)
    type(service).objects.update(default_capacity=usual)
    Schedule.objects.filter(service=service).update(capacity=capacity)


@pytest.mark.parametrize("edited", [True, False])
def test_a_class_beyond_its_usual_places_is_found_moved_by_hand_or_not(edited):
    class_of_three(usual=2, capacity=2, edited=edited)
    assert overfull(timezone.now()) == 1


def test_a_class_that_was_made_smaller_by_hand_keeps_who_stood():
    class_of_three(usual=3, capacity=2)
    assert overfull(timezone.now()) == 0


def test_the_usual_places_of_a_class_are_those_of_its_rule():
    class_of_three(usual=9, capacity=2, rule_capacity=2)
    assert overfull(timezone.now()) == 1
    WeeklyRule.objects.update(capacity=3)
    assert overfull(timezone.now()) == 0


@pytest.mark.parametrize(("capacity", "found"), [(None, 1), (2, 1), (1, 0)])
def test_a_course_with_places_of_its_own_is_counted_unless_they_are_fewer(capacity, found):
    course_of_three(usual=2, capacity=capacity)
    assert overfull(timezone.now()) == found


def test_who_is_marked_does_not_count():
    class_of_three(usual=2, capacity=2)
    BookingFactory._meta.model.objects.update(double_booked=True)
    assert overfull(timezone.now()) == 0
