"""What stands stays when the shop is changed behind it (journeys.md S26)."""

from decimal import Decimal

import pytest
from django.utils import timezone

from bookings import errors
from bookings.actors import Actor
from bookings.lifecycle import confirm_booking
from bookings.models import Booking
from tests.bookings.making import create, decide, pay, place_hold
from tests.factories import OwnerFactory, ResourceFactory, ServiceFactory, hour

pytestmark = pytest.mark.django_db


def test_who_was_chosen_stays_chosen_after_leaving():
    anna, ben = ResourceFactory(name="Anna"), ResourceFactory(name="Ben")
    booking = create(ServiceFactory(groups=[[anna, ben]]), hour("10:00"), anna)
    anna.active = False
    anna.save()
    assert decide(booking).resource == anna


def test_who_was_held_stays_held_after_leaving():
    anna, ben = ResourceFactory(name="Anna"), ResourceFactory(name="Ben")
    service = ServiceFactory(groups=[[anna, ben]])
    booking = create(service, hour("10:00"), hold=place_hold(service, hour("10:00")))
    anna.active = False
    anna.save()
    assert decide(booking).resource == anna


def test_an_anyone_booking_goes_to_who_is_still_there():
    anna, ben = ResourceFactory(name="Anna"), ResourceFactory(name="Ben")
    booking = create(ServiceFactory(groups=[[anna, ben]]), hour("10:00"))
    anna.active = False
    anna.save()
    assert decide(booking).resource == ben


def test_where_nobody_is_left_the_booking_is_declined_even_when_paid():
    service = ServiceFactory()
    booking = pay(create(service, hour("10:00")))
    service.requirement_groups.all().delete()
    assert decide(booking, None).status == "declined"
    assert list(Booking.objects.owing()) == [booking]


def test_an_owner_who_confirms_with_nobody_to_serve_is_told_so():
    service = ServiceFactory()
    booking = create(service, hour("10:00"))
    service.requirement_groups.all().delete()
    with pytest.raises(errors.NobodyServes):
        confirm_booking(booking, by=Actor.owner(OwnerFactory()), now=timezone.now())


def test_hidden_repriced_and_hardened_meanwhile_it_is_decided_as_it_was_made():
    service = ServiceFactory()
    booking = create(service, hour("10:00"))
    service.hidden, service.price = True, Decimal(99)
    service.save()
    service.policy.needs_approval = True
    service.policy.save()
    decided = decide(booking)
    assert (decided.status, decided.price) == ("confirmed", 40)
