"""Two workers at one rule, and customers beside them: each day once, nobody in two places."""

from datetime import time
from itertools import pairwise

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.errors import SessionNotFound, SlotNotAvailable
from bookings.keeping import keep_places
from bookings.models import Alert, Hold, Occupancy, Session
from bookings.places import Pool
from bookings.timetable import change_rule, extend, extend_all
from services.models import Business
from tests.bookings.making import place_hold
from tests.factories import (
    BusinessFactory,
    OwnerFactory,
    ResourceFactory,
    ServiceFactory,
    WeeklyRuleFactory,
    hour,
    next_monday,
)
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


def test_a_rule_is_changed_while_customers_book_and_nobody_loses_a_place():
    BusinessFactory(horizon_days=(next_monday() - timezone.now().date()).days + 6)
    rule, now, owner = WeeklyRuleFactory(people=[ResourceFactory()]), timezone.now(), Actor.owner(OwnerFactory())
    extend(rule, now=now)
    service, session = rule.schedule.service, Session.objects.get()
    service.policy  # noqa: B018 - read before the threads share it

    def book(number):
        pools = [Pool(session_id=session.pk)]
        wanted = {"visitor": f"visitor {number}", "now": now, "business": Business.objects.current()}
        return keep_places(service=service, pools=pools, participants=1, **wanted)

    results = together(
        [lambda: change_rule(rule, {"start_time": time(20)}, by=owner, now=now)]
        + [lambda n=n: book(n) for n in range(6)]
    )

    changed, kept = results[0], [result for result in results[1:] if result.holds]
    assert (changed.removed, len(changed.kept)) == ((0, 1) if changed.kept else (1, 0))
    assert Hold.objects.count() == len(kept)
    assert [type(refusal) for result in results[1:] for refusal in result.refused.values()] == [SessionNotFound] * (
        6 - len(kept)
    )
    assert bool(kept) == bool(changed.kept)
