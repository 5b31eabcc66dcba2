"""The button that goes on is there when a time can be chosen, and not before."""

from datetime import timedelta

import pytest

from tests.bookings.views.asking import see
from tests.factories import HoursExceptionFactory, PolicyFactory, ResourceFactory, ServiceFactory, hour

BUTTON = "Continue to your details"


def goes_on(response):
    return BUTTON in response.content.decode()


@pytest.fixture
def nobody_in(business):
    return ServiceFactory(groups=[[ResourceFactory(hours="")]], policy=PolicyFactory(max_participants=3))


def test_it_is_there_with_times_and_away_in_a_month_without(client, massage, nobody_in):
    assert (goes_on(see(client, massage)), goes_on(see(client, nobody_in))) == (True, False)


def test_the_month_that_is_swapped_in_brings_it_or_takes_it_away(client, massage, nobody_in):
    pieces = [see(client, service, target="picker") for service in (massage, nobody_in)]
    assert [goes_on(piece) for piece in pieces] == [True, False]


@pytest.mark.parametrize("target", [None, "slots"])
def test_a_day_without_times_has_none(client, anna, massage, target):
    day = hour("10:00").date()
    HoursExceptionFactory(schedule=anna.schedule, first_on=day, last_on=day)
    free = day + timedelta(days=1)
    month = {"month": f"{day:%Y-%m}"}
    assert not goes_on(see(client, massage, target=target, day=day.isoformat(), **month))
    assert goes_on(see(client, massage, target=target, day=free.isoformat(), month=f"{free:%Y-%m}"))


def test_another_party_does_not_bring_it_back_into_an_empty_month(client, nobody_in):
    assert '<input type="hidden" name="no_times" value="1">' in see(client, nobody_in).content.decode()
    assert not goes_on(see(client, nobody_in, target="slip", n=2, no_times="1"))
    assert goes_on(see(client, nobody_in, target="slip", n=2))
