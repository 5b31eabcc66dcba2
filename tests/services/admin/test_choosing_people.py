"""Who a service needs is ticked: everybody has a box of their own in each row, also in a new one."""

import re

import pytest
from django.urls import reverse

from tests.factories import OwnerFactory, RequirementGroupFactory, ResourceFactory

pytestmark = pytest.mark.django_db
BOX = re.compile(r'<input type="checkbox" name="requirement_groups-(\w+)-resources" value="(\d+)"[^>]*?( checked)?>')


def test_each_row_has_a_box_for_everybody(client):
    client.force_login(OwnerFactory())
    anna, ben = ResourceFactory(name="Anna"), ResourceFactory(name="Ben")
    group = RequirementGroupFactory(resources=[anna])
    page = client.get(reverse("admin:services_service_change", args=[group.service.pk])).content.decode()
    boxes = [(row, int(pk), bool(ticked)) for row, pk, ticked in BOX.findall(page) if int(pk) in (anna.pk, ben.pk)]
    groups = group.service.requirement_groups.count()
    theirs = [str(list(group.service.requirement_groups.all()).index(group)), str(groups), "__prefix__"]
    assert [(row, pk, ticked) for row, pk, ticked in boxes if row in theirs] == [
        (row, person.pk, row == theirs[0] and person == anna) for row in theirs for person in (anna, ben)
    ]
