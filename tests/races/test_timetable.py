"""Two workers at one rule, and customers beside them: each day once, nobody in two places."""

from itertools import pairwise

import pytest
from django.utils import timezone

from bookings.errors import SlotNotAvailable
from bookings.models import Alert, Hold, Occupancy, Session
from bookings.timetable import extend, extend_all
from tests.bookings.making import place_hold
from tests.factories import BusinessFactory, ResourceFactory, ServiceFactory, WeeklyRuleFactory, hour
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_workers_extend_one_rule_and_each_day_is_made_once():
    BusinessFactory(horizon_days=60)
    rule, now = WeeklyRuleFactory(people=[ResourceFactory()]), timezone.now()
    results = together([lambda: extend(rule, now=now)] * 4)

    assert sorted(result.made for result in results) == [0, 0, 0, Session.objects.count()]
    assert Session.objects.count() == Session.objects.values("rule_on").distinct().count() > 0


def test_two_workers_find_the_same_time_taken_and_say_it_once():
    BusinessFactory(horizon_days=14)
    anna, now = ResourceFactory(), timezone.now()
    extend(WeeklyRuleFactory(people=[anna]), now=now)
    second = WeeklyRuleFactory(people=[anna])
    together([lambda: extend(second, now=now)] * 3)

    assert Alert.objects.count() == Session.objects.count() > 0


def test_rules_and_customers_who_want_the_same_people_never_meet():
    BusinessFactory(horizon_days=28)
    anna, ben, now = ResourceFactory(hours="mon-fri 09:00-21:00"), ResourceFactory(), timezone.now()
    for people in ([anna, ben], [ben, anna], [anna]):
        WeeklyRuleFactory(people=people)
    massage = ServiceFactory(groups=[[anna]])
    results = together(
        [lambda: extend_all(now)] * 3
        + [lambda n=n: place_hold(massage, hour("18:00"), visitor=f"visitor {n}") for n in range(5)]
    )

    assert results[:3] == [3, 3, 3]
    rows = list(Occupancy.objects.order_by("resource_id", "busy_from"))
    assert all(a.busy_until <= b.busy_from for a, b in pairwise(rows) if a.resource_id == b.resource_id)
    assert Hold.objects.count() == sum(isinstance(result, Hold) for result in results[3:]) <= 1
    assert {type(result) for result in results[3:]} <= {Hold, SlotNotAvailable}
