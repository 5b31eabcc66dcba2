"""The list of weekly rules, and with what a new one begins (journeys.md O3)."""

import pytest
from django.urls import reverse

from tests.factories import (
    LocationFactory,
    OwnerFactory,
    ResourceFactory,
    ServiceFactory,
    UserFactory,
    WeeklyRuleFactory,
    hour,
)

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/services/weeklyrule/", "/admin/services/weeklyrule/add/"


@pytest.fixture
def client(client):
    client.force_login(OwnerFactory())
    return client


def test_the_list_is_of_one_class_and_says_what_comes_next(client, rule):
    WeeklyRuleFactory()
    response = client.get(LIST, {"schedule__service__id__exact": rule.schedule.service_id})
    row = response.context["cl"].result_list[0]

    assert [each.pk for each in response.context["cl"].result_list] == [rule.pk]
    assert (row.coming, row.next_start) == (3, hour("18:00"))


@pytest.mark.parametrize("way", ["schedule", "filter"])
def test_a_new_rule_begins_with_the_people_and_place_of_its_class(client, way):
    anna, room, there = ResourceFactory(), ResourceFactory(room=True), LocationFactory()
    service = ServiceFactory(of_class=True, groups=[[anna], [room, ResourceFactory(room=True)]])
    service.locations.add(there)
    filters = {"_changelist_filters": f"schedule__service__id__exact={service.pk}"}
    query = {"schedule": service.schedule.pk} if way == "schedule" else filters
    form = client.get(ADD, query).context["adminform"].form

    assert int(form["schedule"].value()) == service.schedule.pk
    assert (form["resources"].value(), form["location"].value()) == ([anna.pk], there.pk)


def test_only_classes_and_courses_can_be_chosen(client, rule):
    ServiceFactory()
    offered = client.get(ADD).context["adminform"].form.fields["schedule"].queryset

    assert list(offered) == [rule.schedule]


def test_staff_without_permission_see_none_of_it(client, rule):
    client.force_login(UserFactory(staff=True))
    addresses = [LIST, ADD, reverse("admin:services_weeklyrule_change", args=[rule.pk])]

    assert [client.get(address).status_code for address in addresses] == [403, 403, 403]
