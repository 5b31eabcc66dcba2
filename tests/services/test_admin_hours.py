"""A person's hours are typed on the person's own page, although they hang on a schedule."""

import pytest
from django.urls import reverse

from services.models import Resource
from tests.factories import OwnerFactory, ResourceFactory

pytestmark = pytest.mark.django_db


def rows(prefix, *values):
    """What the browser sends for one inline; a row with an "id" stood there before."""
    data = {f"{prefix}-INITIAL_FORMS": sum("id" in row for row in values), f"{prefix}-TOTAL_FORMS": len(values)}
    return data | {f"{prefix}-{n}-{name}": value for n, row in enumerate(values) for name, value in row.items()}


@pytest.fixture
def owner(client):
    client.force_login(OwnerFactory())
    return client


def test_a_new_person_gets_hours_at_once(owner):
    monday = {"weekday": 0, "start_time": "09:00", "end_time": "13:00"}
    data = {"kind": "staff", "name": "Anna", "active": "on"} | rows("weekly_hours", monday) | rows("exceptions")
    response = owner.post(reverse("admin:services_resource_add"), data)

    assert response.status_code == 302
    hours = Resource.objects.get(name="Anna").schedule.weekly_hours.get()
    assert str(hours) == "Monday 09:00 - 13:00"


def test_a_day_off_is_added_to_a_person_who_is_there(owner):
    anna = ResourceFactory(name="Anna", hours="")
    off = {"first_on": "2027-01-04", "last_on": "2027-01-08", "reason": "Holiday"}
    data = {"kind": "staff", "name": "Anna", "active": "on"} | rows("weekly_hours") | rows("exceptions", off)
    owner.post(reverse("admin:services_resource_change", args=[anna.pk]), data)

    assert [str(each) for each in anna.schedule.exceptions.all()] == ["2027-01-04 - 2027-01-08"]


def test_hours_are_changed_in_place(owner):
    anna = ResourceFactory(name="Anna", hours="mon 09:00-13:00")
    row = anna.schedule.weekly_hours.get()
    changed = {"id": row.pk, "schedule": anna.schedule.pk, "weekday": 1, "start_time": "10:00", "end_time": "14:00"}
    data = {"kind": "staff", "name": "Anna", "active": "on"} | rows("weekly_hours", changed) | rows("exceptions")
    owner.post(reverse("admin:services_resource_change", args=[anna.pk]), data)

    assert [str(each) for each in anna.schedule.weekly_hours.all()] == ["Tuesday 10:00 - 14:00"]


def test_a_last_day_before_the_first_is_refused_at_its_field(owner):
    anna = ResourceFactory(name="Anna", hours="")
    off = {"first_on": "2027-01-08", "last_on": "2027-01-04"}
    data = {"kind": "staff", "name": "Anna", "active": "on"} | rows("weekly_hours") | rows("exceptions", off)
    response = owner.post(reverse("admin:services_resource_change", args=[anna.pk]), data)

    errors = response.context["inline_admin_formsets"][1].formset.errors
    assert errors == [{"last_on": ["The last day is before the first."]}]
