"""Hours that close before they open are a night only when the owner says so."""

import pytest
from django.urls import reverse

from tests.factories import OwnerFactory, ResourceFactory
from tests.services.test_admin_hours import rows

pytestmark = pytest.mark.django_db
SWAPPED = {"start_time": "17:00", "end_time": "09:00"}
ASKED = {
    "ends_next_day": [
        "Closes before it opens. Tick “ends the next day” if this is a night.",
        "Ticked, it is open from 17:00 until 09:00 on the next day.",
    ]
}


@pytest.fixture
def save(client):
    """save("weekly_hours", {...}): the errors of the rows, one for each."""
    client.force_login(OwnerFactory())
    anna = ResourceFactory(name="Anna", hours="")

    def save(prefix, *blocks):
        other = {"weekly_hours": "exceptions", "exceptions": "weekly_hours"}[prefix]
        data = {"kind": "staff", "name": "Anna", "active": "on"} | rows(prefix, *blocks) | rows(other)
        response = client.post(reverse("admin:services_resource_change", args=[anna.pk]), data)
        if response.status_code == 302:
            return []
        formsets = {each.formset.prefix: each.formset for each in response.context["inline_admin_formsets"]}
        return formsets[prefix].errors

    save.anna = anna
    return save


def hours(anna):
    return [str(block) for block in anna.schedule.weekly_hours.all()]


def test_swapped_times_are_asked_about_and_not_saved(save):
    assert save("weekly_hours", {"weekday": 0, **SWAPPED}) == [ASKED]
    assert hours(save.anna) == []


def test_a_night_is_saved_when_it_is_said(save):
    assert save("weekly_hours", {"weekday": 0, **SWAPPED, "ends_next_day": "on"}) == []
    assert hours(save.anna) == ["Monday 17:00 - 09:00"]


def test_a_night_that_stands_needs_no_second_tick(save, client):
    save.anna.schedule.weekly_hours.create(weekday=0, start_time="22:00", end_time="06:00")
    page = client.get(reverse("admin:services_resource_change", args=[save.anna.pk]))
    forms = page.context["inline_admin_formsets"][0].formset.forms
    assert [form["ends_next_day"].initial for form in forms] == [True, False]
    assert [form["ends_next_day"].value() for form in forms] == [True, False]


@pytest.mark.parametrize("end", ["00:00", "17:30"])
def test_an_evening_is_no_night(save, end):
    assert save("weekly_hours", {"weekday": 0, "start_time": "17:00", "end_time": end}) == []


def test_a_whole_day_is_asked_about_too(save):
    [errors] = save("weekly_hours", {"weekday": 0, "start_time": "09:00", "end_time": "09:00"})
    assert list(errors) == ["ends_next_day"]


def test_a_tick_on_a_day_is_refused_at_the_tick(save):
    block = {"weekday": 0, "start_time": "09:00", "end_time": "17:00", "ends_next_day": "on"}
    assert save("weekly_hours", block) == [
        {"ends_next_day": ["It closes after it opens, on the same day: take the tick away."]}
    ]


def test_other_hours_of_a_date_are_asked_about_too(save):
    days = {"first_on": "2027-01-04", "last_on": "2027-01-04"}
    assert save("exceptions", days | SWAPPED) == [ASKED]
    assert save("exceptions", days | SWAPPED | {"ends_next_day": "on"}) == []
    assert save.anna.schedule.exceptions.count() == 1


def test_the_rule_stands_beside_both_closing_times(save, client):
    page = client.get(reverse("admin:services_resource_change", args=[save.anna.pk])).content.decode()
    rule = "00:00 closes the day. Any other time up to the opening is on the next day: tick that it is."
    assert page.count(f'title="{rule}"') == 2
