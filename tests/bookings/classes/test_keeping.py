"""Keeping places of classes: within limits, each date once, and nothing beyond the horizon."""

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.availability import Slot
from bookings.errors import SessionNotFound, TooManyHolds
from bookings.keeping import keep_places
from bookings.lifecycle import Details, create_booking
from bookings.models import Hold
from bookings.places import Pool
from services.models import Business
from tests.bookings.classes.evening import evening, yoga
from tests.factories import BookingFactory, BusinessFactory

pytestmark = pytest.mark.django_db


def keep(service, *sessions, visitor="v1"):
    return keep_places(
        service=service,
        pools=[Pool(session_id=each.pk) for each in sessions],
        visitor=visitor,
        now=timezone.now(),
        business=Business.objects.current(),
        participants=1,
    )


def test_eight_dates_at_once_can_be_kept_by_who_holds_nothing_else():
    service = yoga()
    assert len(keep(service, *[evening(service, day) for day in range(8)]).holds) == 8


def test_who_holds_eight_for_bookings_that_are_not_finished_gets_no_more():
    service = yoga()
    sessions = [evening(service, day) for day in range(9)]
    for hold in keep(service, *sessions[:8]).holds.values():
        hold.booking = BookingFactory(service=service, session=hold.session)
        hold.save()
    with pytest.raises(TooManyHolds):
        keep(service, sessions[8])


def test_a_new_pick_of_the_same_class_ends_the_one_before():
    service = yoga(places=1)
    first, second = evening(service), evening(service, 1)
    keep(service, first)
    keep(service, second)
    assert [hold.session for hold in Hold.objects.all()] == [second]


def test_a_date_that_is_named_twice_is_kept_once():
    service = yoga()
    session = evening(service)
    keep(service, session, session)
    assert Hold.objects.count() == 1


def test_nothing_is_kept_or_booked_beyond_the_horizon():
    BusinessFactory(horizon_days=30)
    service = yoga()
    session = evening(service, 40)
    kept = keep(service, session)
    assert [type(error) for error in kept.refused.values()] == [SessionNotFound]
    with pytest.raises(SessionNotFound):
        create_booking(
            service=service,
            slot=Slot(service.pk, session_id=session.pk),
            details=Details(first_name="Ana", email="ana@example.com"),
            by=Actor.visitor(),
            now=timezone.now(),
            total_participants=1,
        )
