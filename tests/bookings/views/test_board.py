"""The list of services as a departures board."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from bookings.next_free import next_starts
from services.models import ServiceKind
from tests.factories import (
    BookingFactory,
    BusinessFactory,
    CategoryFactory,
    HoursExceptionFactory,
    LocationFactory,
    PolicyFactory,
    ResourceFactory,
    ServiceFactory,
    VariantFactory,
    hour,
    next_monday,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


def rows(client, **query):
    return [row for section in client.get("/", query).context["sections"] for row in section.rows]


def test_services_stand_under_their_categories_in_the_owners_order(client):
    last, first = CategoryFactory(name="Massage", position=2), CategoryFactory(name="Training", position=1)
    for name, category in (("B", last), ("A", first), ("C", first)):
        ServiceFactory(name=name, category=category)
    sections = client.get("/").context["sections"]
    assert [(section.title, [row.name for row in section.rows]) for section in sections] == [
        ("Training", ["A", "C"]),
        ("Massage", ["B"]),
    ]


def test_a_hidden_service_is_not_listed(client):
    ServiceFactory(hidden=True)
    assert rows(client) == []


def test_each_row_says_the_next_free_time(client, massage):
    BookingFactory(service=massage, confirmed=True, starts_at=hour("09:00"))
    HoursExceptionFactory(
        schedule=massage.requirement_groups.get().resources.get().schedule,
        first_on=timezone.now().date(),
        last_on=next_monday() - timedelta(days=1),
    )
    [row] = rows(client)
    assert row.clock == "10:00"


def test_what_is_not_booked_online_says_call_us(client):
    ServiceFactory(online_booking=False)
    assert [(row.clock, row.instead) for row in rows(client)] == [("", "Call us")]


def test_a_time_beyond_two_weeks_is_found_too(client, massage, business):
    far = next_monday() + timedelta(days=70)
    anna = massage.requirement_groups.get().resources.get()
    HoursExceptionFactory(schedule=anna.schedule, first_on=timezone.now().date(), last_on=far - timedelta(days=1))
    assert next_starts([massage], timezone.now(), business) == {massage.pk: hour("09:00", far)}


def test_without_any_hours_there_is_no_time(client, business):
    service = ServiceFactory(groups=[[ResourceFactory(hours="")]])
    assert next_starts([service], timezone.now(), business) == {service.pk: None}
    assert rows(client)[0].instead == "No free time now"


PRICES = {
    "one price": ({"price": Decimal(45)}, 1, ("€45.00", "")),
    "per person": ({"price": Decimal(32)}, 4, ("€32.00", "per person")),
    "for two": ({"price": Decimal(64), "price_per_person": False}, 2, ("€64.00", "for both")),
    "free": ({"rate": "no_fee", "price": 0}, 1, ("Free", "")),
    "in words": ({"rate": "custom", "price": 0, "price_text": "by arrangement"}, 1, ("", "by arrangement")),
}


@pytest.mark.parametrize(("service", "most", "shown"), PRICES.values(), ids=PRICES)
def test_the_price_says_whom_it_is_for(client, service, most, shown):
    ServiceFactory(policy=PolicyFactory(max_participants=most), **service)
    assert [(row.price, row.price_note) for row in rows(client)] == [shown]


def test_a_price_for_each_choice_says_from(client):
    service = ServiceFactory(rate="varied", variant_option="Age")
    VariantFactory(service=service, price=20)
    VariantFactory(service=service, price=12)
    assert rows(client)[0].price == "from\u00a0€12.00"


def test_facts_name_people_and_deposit_and_approval(client):
    people = [ResourceFactory(name="Anna"), ResourceFactory(name="Ben")]
    ServiceFactory(groups=[people], deposit=Decimal(20), pay_online=True, policy=PolicyFactory(needs_approval=True))
    [row] = rows(client)
    assert (row.facts, row.by_request) == (("Anna or Ben", "€20.00 deposit"), True)


def test_the_search_looks_at_people_too(client):
    ServiceFactory(name="Massage", groups=[[ResourceFactory(name="Olena")]])
    ServiceFactory(name="Training")
    assert [row.name for row in rows(client, q="olena")] == ["Massage"]


def test_filters_are_offered_only_where_there_is_a_choice(client):
    ServiceFactory(category=CategoryFactory())
    context = client.get("/").context
    assert (context["kinds"], context["categories"], context["places"]) == ([], [], [])


def test_a_place_narrows_the_list(client):
    here, there = LocationFactory(), LocationFactory()
    for name, location in (("Here", here), ("There", there)):
        ServiceFactory(name=name).locations.set([location])
    assert [row.name for row in rows(client, place=there.pk)] == ["There"]


def test_a_search_without_a_find_says_what_to_do(client, massage):
    assert "Nothing fits that search" in client.get("/", {"q": "juggling"}).content.decode()


def test_an_empty_board_says_to_call(client):
    assert "Call +34 910 12 34 56 and we will find a time." in client.get("/").content.decode()


def test_htmx_gets_the_list_alone(client, massage):
    page = client.get("/", headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith('<div id="services">')


def test_kinds_that_exist_can_be_chosen_between(client, massage):
    ServiceFactory(kind=ServiceKind.CLASS, groups=[])
    assert [value for value, _words in client.get("/").context["kinds"]] == ["appointment", "class"]


def test_the_time_is_the_places_own(client):
    BusinessFactory(time_zone="Asia/Kathmandu")
    ServiceFactory(groups=[[ResourceFactory(hours="mon-sun 09:00-12:00")]], duration_minutes=180)
    assert rows(client)[0].clock == "09:00"
