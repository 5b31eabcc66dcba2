"""With whom it would be: said where it is known, left out where customers don't choose."""

import pytest

from tests.checkout.walk import details_url, paying_for, pick_of, words
from tests.factories import LocationFactory, RequirementGroupFactory, ResourceFactory, ServiceFactory

pytestmark = pytest.mark.django_db
ANYONE = "Anyone: we choose when you confirm"


def served_by(*people, chooses=True, **more):
    service = ServiceFactory(groups=[], **more)
    RequirementGroupFactory(service=service, resources=people, customer_chooses=chooses)
    return service


def whom(page: str) -> str:
    """What the slip says after With; nothing without that row."""
    _, row, rest = page.partition("<dt>With</dt><dd>")
    return rest.partition("<")[0] if row else ""


@pytest.fixture(params=["details", "pay"])
def slip(request, client):
    """slip(service): what the slip of the page says."""

    def slip(service, **picked):
        if request.param == "details":
            return whom(words(client.get(details_url(pick_of(service, **picked)))))
        return whom(words(client.get(paying_for(client, service, **picked)[1])))

    return slip


def anna_and_ben():
    return ResourceFactory(name="Anna"), ResourceFactory(name="Ben")


def test_of_several_who_may_be_chosen_it_is_anyone(slip):
    assert slip(served_by(*anna_and_ben(), pay_online=True)) == ANYONE


def test_somebody_who_was_chosen_is_named(slip):
    anna, ben = anna_and_ben()
    assert slip(served_by(anna, ben, pay_online=True), resources=(ben.pk,)) == "Ben"


@pytest.mark.parametrize("chooses", [True, False])
def test_the_only_one_there_is_is_named(slip, chooses):
    assert slip(served_by(ResourceFactory(name="Anna"), chooses=chooses, pay_online=True)) == "Anna"


def test_where_customers_do_not_choose_nothing_is_said(slip):
    assert slip(served_by(*anna_and_ben(), chooses=False, pay_online=True)) == ""


def test_who_takes_no_bookings_any_more_is_no_choice(slip):
    anna, ben = anna_and_ben()
    ben.active = False
    ben.save()
    assert slip(served_by(anna, ben, pay_online=True)) == "Anna"


def test_a_choice_is_one_at_the_place_that_was_picked(client):
    here, there = LocationFactory(), LocationFactory()
    anna, ben = ResourceFactory(name="Anna", location=here), ResourceFactory(name="Ben", location=there)
    service = served_by(anna, ben)
    pick = pick_of(service, held=False, location_id=here.pk)
    assert whom(words(client.get(details_url(pick)))) == "Anna"


def test_a_room_is_nobody(slip):
    assert slip(served_by(ResourceFactory(room=True), chooses=False, pay_online=True)) == ""
