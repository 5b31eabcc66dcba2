"""The owner changes a zone: dates to come keep their time on the wall once the rule is brought in line (S11)."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.factories import BookingFactory, BusinessFactory, LocationFactory, OwnerFactory, hour

pytestmark = pytest.mark.django_db
RULES = "/admin/services/weeklyrule/"


@pytest.fixture
def desk(client):
    client.force_login(OwnerFactory())
    return client


@pytest.fixture
def bring_in_line(desk, rule):
    """What the owner is told."""

    def bring_in_line():
        response = desk.post(RULES, {"action": "bring_in_line", "_selected_action": [rule.pk]})
        return [str(said) for said in get_messages(response.wsgi_request)]

    return bring_in_line


def test_a_class_keeps_its_time_on_the_wall(bring_in_line, rule, on):
    BusinessFactory(time_zone="Atlantic/Canary")
    bring_in_line()

    assert on(0).starts_at == hour("19:00")  # 18:00 on the islands


def test_what_people_have_booked_keeps_its_instant_and_leads_to_the_question(bring_in_line, rule, on):
    BusinessFactory(time_zone="Atlantic/Canary")
    session = on(0)
    BookingFactory(standing=True, service=session.service, session=session)
    address = reverse("admin:services_weeklyrule_change", args=[rule.pk])

    assert bring_in_line() == [
        f'People are booked on dates of Yoga, Monday 18:00: <a href="{address}">open the rule and save it</a>,'
        " and say what becomes of them."
    ]
    assert on(0).starts_at == hour("18:00")


def test_dates_that_are_in_line_stay_without_a_word(bring_in_line, dates):
    assert bring_in_line() == ["All dates are as their rules want them."]
    assert dates() == ["+0 18:00", "+7 18:00", "+14 18:00"]


def save(client, address, **changes):
    """As the browser would: what the page shows, with these changes; the warnings."""
    form = client.get(address).context["adminform"].form
    data = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, "")}
    response = client.post(address, data | changes)
    assert response.status_code == 302, response.context["adminform"].form.errors
    return [str(said) for said in get_messages(response.wsgi_request) if said.level_tag == "warning"]


@pytest.mark.parametrize("kind", ["business", "location"])
def test_where_a_zone_is_changed_it_says_what_becomes_of_classes(desk, rule, kind):
    row = BusinessFactory() if kind == "business" else LocationFactory()
    address = reverse(f"admin:services_{kind}_change", args=[row.pk])

    assert save(desk, address, name="Other") == []
    assert save(desk, address, time_zone="Atlantic/Canary") == [
        "Dates that are in the timetable stay at the same instant. For the same time on the clock of the new zone,"
        f' <a href="{RULES}">select their weekly rules and bring the dates in line</a>.'
    ]
