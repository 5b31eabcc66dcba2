"""create_booking, sent again, and when what it rests on moved under its eyes."""

from uuid import uuid4

import pytest

from bookings import codes, holds
from bookings.actors import Actor
from bookings.errors import TryAgain
from bookings.models import Booking, Contact
from tests.bookings.making import create, place_hold
from tests.factories import OwnerFactory, ServiceFactory, hour

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_code_that_was_drawn_before_is_drawn_again(monkeypatch):
    service = ServiceFactory()
    first = create(service, hour("10:00"))
    drawn = iter([first.code, "K7M-4QD"])
    monkeypatch.setattr(codes, "new", lambda: next(drawn))
    assert create(service, hour("11:00")).code == "K7M-4QD"


def test_a_hold_that_is_gone_by_now_leaves_nothing_behind():
    service = ServiceFactory()
    hold = place_hold(service, hour("10:00"))
    hold.resource_ids  # noqa: B018 - read while it was there
    holds.release(type(hold).objects.get(pk=hold.pk))
    with pytest.raises(TryAgain):
        create(service, hour("10:00"), hold=hold)
    assert (Booking.objects.count(), Contact.objects.count()) == (0, 0)


def test_the_same_form_twice_is_one_booking():
    service, token = ServiceFactory(), uuid4()
    first = create(service, hour("10:00"), client_token=token)
    assert create(service, hour("10:00"), client_token=token) == first
    assert Booking.objects.count() == 1


def test_the_token_of_another_caller_gives_nothing_of_theirs():
    service, token = ServiceFactory(), uuid4()
    owners = create(service, hour("10:00"), by=Actor.owner(OwnerFactory()), client_token=token)
    visitors = create(service, hour("11:00"), client_token=token)
    others = create(service, hour("12:00"), by=Actor.owner(OwnerFactory()), client_token=token)
    assert len({owners.pk, visitors.pk, others.pk}) == 3
